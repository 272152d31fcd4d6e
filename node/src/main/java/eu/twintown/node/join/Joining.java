package eu.twintown.node.join;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes a node into the data space that its configuration names: request, documents, decision, certificate, membership
 * credential. Where it stands is read from the node, so it can end anywhere and be run again.
 */
public final class Joining {
    private static final String SIMPL = "/api/simpl";
    private static final String ONBOARDING = SIMPL + "/onboarding";
    private static final String CREDENTIAL = "MembershipCredential";
    private static final Set<String> IN_FORCE = Set.of("VALID", "EXPIRES_SOON");
    private static final Set<String> OVER = Set.of("suspended", "revoked", "expired");
    private static final int CONFLICT = 409;
    /** Bad gateway, unavailable, gateway timeout: what the node says of an authority that does not answer. */
    private static final Set<Integer> BUSY = Set.of(502, 503, 504);

    private final NodeApi node;
    private final Consumer<String> progress;

    /**
     * A document that the authority wants to see.
     *
     * @param name what the authority calls it
     * @param description what it says about it
     */
    public record Wanted(String name, String description) {}

    /**
     * What the node has become.
     *
     * @param did its organisation's DID
     * @param participantId its number in the data space
     * @param credential type, issuer and dates of the membership credential
     */
    public record Membership(String did, String participantId, JsonNode credential) {}

    /** @param progress takes a sentence for each step */
    public Joining(NodeApi node, Consumer<String> progress) {
        this.node = node;
        this.progress = progress;
    }

    /**
     * Waits until the node answers; one that has just been started may take a moment.
     *
     * @throws JoinException where it does not
     */
    public void awaitNode(Duration patience) {
        AtomicReference<String> last = new AtomicReference<>("");
        boolean there = Patience.of(patience).until(() -> {
            try {
                node.get(SIMPL);
                return true;
            } catch (ApiException e) {
                if (!e.isUnreachable()) {
                    throw e;
                }
                last.set(String.valueOf(e.getMessage()));
                return false;
            }
        });
        if (!there) {
            throw new JoinException(last.get());
        }
    }

    /** All steps, one after the other; those that are done already are left out. */
    public Membership join(Application application, Function<Wanted, Optional<Document>> documents, Duration patience) {
        applyPatiently(application, documents, patience);
        awaitCertificate(patience);
        return awaitMembership(patience);
    }

    /** A slow authority, or one that is just starting, is asked again; what was done by then is left out. */
    private void applyPatiently(
            Application application, Function<Wanted, Optional<Document>> documents, Duration patience) {
        AtomicReference<Optional<ApiException>> last = new AtomicReference<>(Optional.empty());
        boolean handedIn = Patience.of(patience).until(() -> {
            try {
                apply(application, documents);
                return true;
            } catch (ApiException e) {
                if (!e.isUnreachable() && !BUSY.contains(e.status())) {
                    throw e;
                }
                last.set(Optional.of(e));
                return false;
            }
        });
        if (!handedIn) {
            throw last.get().orElseThrow();
        }
    }

    /**
     * Makes the request, uploads the documents that it wants, and hands it in. A request that the authority has sent back
     * gets the documents again.
     *
     * @param documents gives the file for each required document; empty = there is none
     * @throws JoinException where a document is missing, or where the authority finds fault with one
     */
    public void apply(Application application, Function<Wanted, Optional<Document>> documents) {
        JsonNode view = view();
        String state = state(view);
        if (state.equals("not-started") || state.equals("rejected")) {
            progress.accept(Messages.get(
                    "applying", application.organisation(), authority(view), application.participantType()));
            view = node.post(ONBOARDING, application.json());
            state = state(view);
        }
        if (!state.equals("requested") && !state.equals("revision")) {
            return;
        }
        boolean again = state.equals("revision");
        for (JsonNode wanted : view.path("onboarding").path("documents")) {
            if (wanted.path("required").asBoolean(false)
                    && (again || wanted.path("uploaded").isNull())) {
                upload(wanted, documents);
            }
        }
        JsonNode submitted =
                node.post(ONBOARDING + "/submit", JsonMapper.shared().createObjectNode());
        requireNotSentBack(submitted);
        progress.accept(Messages.get("submitted", authority(view)));
    }

    private void upload(JsonNode document, Function<Wanted, Optional<Document>> documents) {
        Wanted wanted = new Wanted(
                document.path("name").asString(""), document.path("description").asString(""));
        Document file = documents
                .apply(wanted)
                .orElseThrow(() -> new JoinException(Messages.get("no.document", wanted.name(), wanted.description())));
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("filename", file.filename())
                .put("content", file.base64());
        node.post(ONBOARDING + "/documents/" + document.path("id").asString(""), body);
        progress.accept(Messages.get("uploaded", file.filename(), wanted.name()));
    }

    /**
     * Waits for the notary's decision, and has the certificate issued and taken into use.
     *
     * @throws JoinException where the request was rejected or sent back, or where nobody has decided by then
     */
    public void awaitCertificate(Duration patience) {
        JsonNode view = view();
        if (state(view).equals("onboarded")) {
            progress.accept(Messages.get("onboarded", certificate(view)));
            return;
        }
        progress.accept(Messages.get("waiting", authority(view)));
        AtomicReference<String> reason = new AtomicReference<>("");
        boolean there = Patience.of(patience).until(() -> hasCertificate(reason));
        if (!there) {
            throw new JoinException(Messages.get("no.decision", patience.toSeconds(), reason.get()));
        }
        progress.accept(Messages.get("onboarded", certificate(view())));
    }

    private boolean hasCertificate(AtomicReference<String> reason) {
        try {
            return state(node.post(
                            ONBOARDING + "/certificate", JsonMapper.shared().createObjectNode()))
                    .equals("onboarded");
        } catch (ApiException e) {
            reason.set(String.valueOf(e.getMessage()));
            boolean canPass = e.isUnreachable() || e.status() == CONFLICT || e.status() / 100 == 5;
            if (!canPass) {
                throw e;
            }
            if (e.isUnreachable()) {
                return false;
            }
        }
        JsonNode view = view();
        requireNotSentBack(view);
        return state(view).equals("onboarded");
    }

    /**
     * Waits until the node holds the credential that says that it is a member. It fetches that by itself.
     *
     * @throws JoinException where it does not hold one by then
     */
    public Membership awaitMembership(Duration patience) {
        boolean there = Patience.of(patience).until(() -> credential().isPresent());
        if (!there) {
            throw new JoinException(Messages.get("no.credential", patience.toSeconds(), node.base()));
        }
        Membership membership = membership().orElseThrow();
        progress.accept(Messages.get(
                "member",
                membership.did(),
                membership
                        .credential()
                        .path("issuerName")
                        .asString(membership.credential().path("issuer").asString(""))));
        return membership;
    }

    /** Waits until a configured peer shows the node its catalogue, as it does to members; false where it does not. */
    public boolean awaitPeer(String name, Duration patience) {
        return Patience.of(patience).until(() -> {
            try {
                node.get("/api/peers/" + name + "/catalogue");
                return true;
            } catch (ApiException e) {
                if (e.isUnreachable() || e.status() / 100 == 5) {
                    return false;
                }
                throw e;
            }
        });
    }

    /** What the node is now; empty = no member. */
    public Optional<Membership> membership() {
        return credential()
                .map(held -> new Membership(
                        node.get("/api/organisation").path("did").asString(""),
                        view().path("participantId").asString(""),
                        held));
    }

    private Optional<JsonNode> credential() {
        try {
            return node.get("/api/organisation")
                    .path("credentials")
                    .valueStream()
                    .filter(held -> held.path("types").valueStream().anyMatch(type -> type.asString("")
                            .equals(CREDENTIAL)))
                    .filter(held -> IN_FORCE.contains(held.path("state").asString("")))
                    .findFirst();
        } catch (ApiException e) {
            if (e.isUnreachable()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private JsonNode view() {
        JsonNode view = node.get(SIMPL);
        if (!view.path("configured").asBoolean(false)) {
            throw new JoinException(Messages.get("not.configured", node.base()));
        }
        if (OVER.contains(state(view))) {
            throw new JoinException(Messages.get("over", state(view)));
        }
        return view;
    }

    /** A request that the authority has rejected or sent back needs a person. */
    private static void requireNotSentBack(JsonNode view) {
        JsonNode onboarding = view.path("onboarding");
        if (state(view).equals("rejected")) {
            throw new JoinException(
                    Messages.get("rejected", onboarding.path("rejectionCause").asString("")));
        }
        if (onboarding.path("status").asString("").equals("IN_PROGRESS")) {
            List<JsonNode> comments = onboarding.path("comments").valueStream().toList();
            throw new JoinException(Messages.get(
                    "sent.back",
                    comments.isEmpty() ? "" : comments.getLast().path("text").asString("")));
        }
    }

    private static String state(JsonNode view) {
        return view.path("state").asString("");
    }

    private static String authority(JsonNode view) {
        return view.path("authority").path("tier1").asString("");
    }

    private static String certificate(JsonNode view) {
        return view.path("certificate").path("subject").asString("");
    }
}
