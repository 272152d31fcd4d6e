package eu.twintown.node.trust.simpl.onboarding;

import eu.twintown.store.document.Documents;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the one {@link Membership} of the node; each change is durable when it returns. */
public final class MembershipStore {
    private static final String KIND = "simpl-membership";
    private static final String ID = "own";

    private final Consumer<String> save;
    private volatile Membership current;

    /**
     * Over any memory.
     *
     * @param stored what was saved last
     * @param save makes it durable
     */
    public MembershipStore(Optional<String> stored, Consumer<String> save) {
        this.save = save;
        this.current = new Membership(
                stored.map(json -> (ObjectNode) JsonMapper.shared().readTree(json))
                        .orElseGet(JsonMapper.shared()::createObjectNode));
    }

    /** In the node's store. */
    public static MembershipStore in(Documents documents) {
        return new MembershipStore(
                documents.get(KIND, "", ID).map(Documents.Document::json), json -> documents.put(KIND, "", ID, json));
    }

    public Membership get() {
        return current;
    }

    /** Changes a copy, stores it, and then makes it the current one. */
    public synchronized Membership update(Consumer<ObjectNode> change) {
        ObjectNode copy = current.json().deepCopy();
        change.accept(copy);
        save.accept(copy.toString());
        current = new Membership(copy);
        return current;
    }
}
