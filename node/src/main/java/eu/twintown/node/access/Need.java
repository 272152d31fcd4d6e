package eu.twintown.node.access;

import eu.twintown.node.access.enforce.AgreementGate;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a route asks of the caller. */
enum Need {
    /** Nothing: protocol routes that prove the caller by themselves, and what signing in needs. */
    ANYONE("anyone"),
    /** A person or a machine of one's own organisation, whatever its roles. */
    SIGNED_IN("signed-in"),
    VIEWER("viewer", Role.VIEWER),
    STEWARD("steward", Role.STEWARD),
    OPERATOR("operator", Role.OPERATOR),
    AUDITOR("auditor", Role.AUDITOR),
    ADMIN("admin", Role.ADMIN),
    /** The node of another organisation that proved who it is. */
    PARTICIPANT("participant"),
    /** Such a node, by a proof that names an agreement; what it opens is decided after that. */
    AGREEMENT("agreement");

    private final String word;
    private final Optional<Role> role;

    Need(String word) {
        this(word, Optional.empty());
    }

    Need(String word, Role role) {
        this(word, Optional.of(role));
    }

    Need(String word, Optional<Role> role) {
        this.word = word;
        this.role = role;
    }

    static Need of(String word) {
        return Arrays.stream(values())
                .filter(need -> need.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no need; there are "
                        + Arrays.toString(values()).toLowerCase(Locale.ROOT)));
    }

    /** As it stands in the rule table. */
    String word() {
        return word;
    }

    /** The role that it asks for. */
    Optional<Role> role() {
        return role;
    }

    static boolean isUnderAgreement(Principal principal) {
        return principal.kind() == Principal.Kind.PARTICIPANT
                && !principal.attribute(AgreementGate.AGREEMENT).isEmpty();
    }

    /** Whether this principal fulfils it, conditions on attributes aside. */
    boolean isMetBy(Principal principal) {
        return switch (this) {
            case ANYONE -> true;
            case SIGNED_IN -> principal.kind() == Principal.Kind.PERSON || principal.kind() == Principal.Kind.MACHINE;
            case PARTICIPANT -> principal.kind() == Principal.Kind.PARTICIPANT;
            case AGREEMENT -> isUnderAgreement(principal);
            default -> role.map(principal::has).orElse(false);
        };
    }
}
