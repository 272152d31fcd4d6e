package eu.twintown.node.federation;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Ids of registrations that agreements make: the API gives out no such id, and changes none that has one. */
final class AgreedRegistrations {
    /** Member of the document that names the agreement. */
    static final String AGREEMENT = "agreement";

    private static final String PREFIX = "urn:ngsi-ld:ContextSourceRegistration:agreement:";

    private AgreedRegistrations() {}

    /** The id of the registration that an agreement makes; always the same for one agreement. */
    static String id(String agreement) {
        return PREFIX + UUID.nameUUIDFromBytes(agreement.getBytes(StandardCharsets.UTF_8));
    }

    /** The agreement that made the registration; empty where somebody registered it. */
    static Optional<String> agreement(String id, JsonNode document) {
        return id.startsWith(PREFIX) ? Optional.of(document.path(AGREEMENT).asString("")) : Optional.empty();
    }

    /** @throws ProblemException Conflict where agreements make and remove the registration with this id */
    static void requireFree(String id) {
        if (id.startsWith(PREFIX)) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The registration " + id + " is made by an agreement and cannot be changed here; suspend or end the"
                            + " agreement instead (/api/agreements).");
        }
    }
}
