package eu.twintown.node.trust.recipient;

import eu.twintown.node.trust.Principal;
import java.util.List;
import java.util.Map;

/**
 * A role or credential type that the configuration gives to those who have proved certain claims.
 *
 * @param gives what it gives
 * @param value name of the role, or type of the credential
 * @param where claim to values, of each of which the participant must have proved one
 */
public record RecipientRule(Gives gives, String value, Map<String, List<String>> where) {

    /** What a rule can give. */
    public enum Gives {
        ROLE,
        CREDENTIAL
    }

    public RecipientRule {
        where = Map.copyOf(where);
    }

    boolean isMetBy(Principal principal) {
        return where.entrySet().stream()
                .allMatch(claim -> principal.attribute(claim.getKey()).stream().anyMatch(claim.getValue()::contains));
    }
}
