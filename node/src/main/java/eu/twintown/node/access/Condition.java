package eu.twintown.node.access;

import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attribute-based rule: what it names counts only for principals whose claims have these values.
 *
 * @param role the role that counts only then; empty = the whole face is meant
 * @param face the face that is meant; empty = all
 * @param where claim to values, one of which the principal must have
 */
record Condition(Optional<Role> role, Optional<String> face, Map<String, List<String>> where) {

    Condition {
        where = Map.copyOf(where);
    }

    /** Whether it has a say when this need of this rule is looked at. An admin's own role is above all conditions. */
    boolean concerns(Rule rule, Need need, Principal principal) {
        boolean meantFace = face.isEmpty() || face.equals(rule.face());
        boolean meantRole = role.isEmpty() || role.equals(need.role());
        return meantFace && meantRole && !principal.roles().contains(Role.ADMIN);
    }

    boolean isMetBy(Principal principal) {
        return where.entrySet().stream()
                .allMatch(claim -> principal.attribute(claim.getKey()).stream().anyMatch(claim.getValue()::contains));
    }
}
