package eu.twintown.node.context;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.store.Entities;

/**
 * Tells an empty tenant from one that does not exist (ETSI GS CIM 009 V1.9.1, clause 5.5.10). Asked only after nothing was
 * found, so that the usual request does not pay for it.
 */
final class Tenants {

    private final Entities entities;

    Tenants(Entities entities) {
        this.entities = entities;
    }

    void requireExists(String tenant) {
        if (!tenant.isEmpty() && !entities.tenants().contains(tenant)) {
            throw new ProblemException(
                    ProblemType.NONEXISTENT_TENANT,
                    "There is no tenant '" + tenant + "'; it begins to exist when something is created in it");
        }
    }
}
