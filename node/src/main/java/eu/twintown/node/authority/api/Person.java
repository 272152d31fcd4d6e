package eu.twintown.node.authority.api;

import java.util.Set;

/**
 * Somebody who is signed in at the authority (tier 1).
 *
 * @param roles as Simpl-Open names them: NOTARY, IATTR_M, T2IAA_M, APPLICANT, ...
 * @param participantId the participant that an applicant speaks for; empty = none yet
 */
public record Person(
        String username, String firstName, String lastName, String email, Set<String> roles, String participantId) {

    public static final String APPLICANT = "APPLICANT";
    public static final String NOTARY = "NOTARY";
    public static final String ATTRIBUTE_MANAGER = "IATTR_M";
    public static final String ONBOARDING_MANAGER = "T2IAA_M";

    public Person {
        roles = Set.copyOf(roles);
    }

    public boolean hasOneOf(String... any) {
        return java.util.Arrays.stream(any).anyMatch(roles::contains);
    }

    /** As people read it; the user name where there is no other. */
    public String fullName() {
        String name = (firstName + " " + lastName).strip();
        return name.isEmpty() ? username : name;
    }

    /**
     * An applicant sees what is its own, staff with one of these roles sees all.
     *
     * @throws eu.twintown.kernel.problem.ProblemException forbidden
     */
    public void requireOwn(String participant, String... staff) {
        if (!hasOneOf(staff) && !(hasOneOf(APPLICANT) && participantId.equals(participant))) {
            throw SimplProblem.forbidden("This participant is not yours");
        }
    }
}
