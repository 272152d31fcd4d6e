package eu.twintown.node.trust.simpl.check;

import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.trust.key.SigningKey;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps about self-descriptions, which come from the room that knows them.
 *
 * @param published step 4: a dataset is published by the first, found by the second, and revoked
 * @param schemas step 7: the schemas are read and used
 */
public record CatalogueSteps(Step published, Step schemas) {

    /**
     * What a step has of a participant.
     *
     * @param authority sends to the authority's tier 2, with certificate and proof
     * @param attributes codes of its identity attributes
     * @param key signs in its name
     */
    public record Side(
            Function<Request, Response> authority, String participantId, List<String> attributes, SigningKey key) {}

    /** A step; what it finds it writes into its facts. It fails by {@link Evidence.Failed} or any other exception. */
    @FunctionalInterface
    public interface Step {
        void run(Side first, Side second, ObjectNode facts);
    }
}
