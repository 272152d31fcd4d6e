package eu.twintown.node.dataspace.copy;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Takes notifications that providers push under agreements. */
public final class CopyInbox {
    private final Agreements agreements;
    private final Copies copies;
    private final Function<JsonNode, Context> contexts;
    private final BiConsumer<Agreement, List<Entity>> afterwards;

    /**
     * Builds it.
     *
     * @param contexts compiles the JSON-LD contexts of notifications
     * @param afterwards is told what came, once it is stored
     */
    public CopyInbox(
            Agreements agreements,
            Copies copies,
            Function<JsonNode, Context> contexts,
            BiConsumer<Agreement, List<Entity>> afterwards) {
        this.agreements = agreements;
        this.copies = copies;
        this.contexts = contexts;
        this.afterwards = afterwards;
    }

    /**
     * Stores what came; durable when it returns.
     *
     * @param body a notification in JSON-LD
     * @throws ProblemException Forbidden where the agreement is not in force here; BadRequestData
     */
    public void receive(String agreementId, byte[] body) {
        Agreement agreement = agreements
                .find(agreementId)
                .filter(found -> found.side() == Side.CONSUMER && found.state() == AgreementState.IN_FORCE)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.FORBIDDEN, "The agreement " + agreementId + " is not in force here"));
        Notification notification = Notification.read(body, contexts);
        copies.put(agreement.id(), notification.present(), notification.gone());
        afterwards.accept(agreement, notification.present());
    }
}
