package eu.twintown.node.trust.oid4vc.holder;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;

/** What goes wrong between this holder and a remote issuer or verifier, as problem details. */
final class HolderException {

    private HolderException() {}

    /** The request that was given to this node makes no sense. */
    static ProblemException invalid(String why) {
        return new ProblemException(ProblemType.BAD_REQUEST_DATA, why);
    }

    /** The other side answered with something that the specification does not allow, or refused. */
    static ProblemException remote(String why) {
        return new ProblemException(ProblemType.BAD_GATEWAY, why);
    }
}
