package eu.twintown.node.authority.tier1;

import eu.twintown.node.authority.api.Person;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who can sign in at the authority itself.
 *
 * @param password salted hash; see {@link PasswordHash}
 * @param participantId the participant that an applicant speaks for; empty = none yet
 * @param eidas attributes of an electronic identification, URI to value; simulated, for sandboxes
 */
public record Account(
        String username,
        String firstName,
        String lastName,
        String email,
        String password,
        Set<String> roles,
        String participantId,
        Map<String, String> eidas) {

    Person person() {
        return new Person(username, firstName, lastName, email, roles, participantId);
    }

    Account of(String participant) {
        return new Account(username, firstName, lastName, email, password, roles, participant, eidas);
    }

    Account with(Map<String, String> identified) {
        return new Account(
                username, firstName, lastName, email, password, roles, participantId, Map.copyOf(identified));
    }

    /** Without the password's hash. */
    @Override
    public String toString() {
        return username + " " + roles;
    }
}
