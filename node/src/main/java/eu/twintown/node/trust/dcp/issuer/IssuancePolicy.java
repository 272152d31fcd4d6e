package eu.twintown.node.trust.dcp.issuer;

import eu.twintown.node.trust.jose.StrictJson;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Decides who gets which credential, and what stands in it. */
@FunctionalInterface
public interface IssuancePolicy {

    /** What was decided on one credential. */
    sealed interface Decision {
        /** @param claims members of the credential's subject beside its id */
        record Approved(ObjectNode claims) implements Decision {}

        /** @param reason goes to the holder */
        record Rejected(String reason) implements Decision {}

        /** Somebody has yet to decide; it is asked again. */
        record Pending() implements Decision {}
    }

    Decision decide(String holder, IssuableCredential wanted);

    static Decision approved(ObjectNode claims) {
        return new Decision.Approved(claims);
    }

    static Decision rejected(String reason) {
        return new Decision.Rejected(reason);
    }

    static Decision pending() {
        return new Decision.Pending();
    }

    /** Whoever stands in the list gets what is offered; {@code *} = everybody. */
    static IssuancePolicy holders(List<String> dids) {
        List<String> known = List.copyOf(dids);
        return (holder, wanted) -> known.contains(holder) || known.contains("*")
                ? approved(StrictJson.object())
                : rejected("This issuer does not know the holder");
    }
}
