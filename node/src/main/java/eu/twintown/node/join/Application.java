package eu.twintown.node.join;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who wants to join, and as what.
 *
 * @param organisation its name, as it will stand in the certificate
 * @param participantType value of the type, such as {@code DATA_PROVIDER} or {@code CONSUMER}
 * @param applicant the person who speaks for it
 */
public record Application(String organisation, String participantType, Applicant applicant) {

    /**
     * The person who speaks for the organisation; the authority makes an account for it.
     *
     * @param username name of that account
     * @param password of that account; the node keeps it, encrypted
     */
    public record Applicant(String username, String password, String firstName, String lastName, String email) {
        @Override
        public String toString() {
            return "Applicant[" + username + "]";
        }
    }

    ObjectNode json() {
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("organisation", organisation)
                .put("participantType", participantType);
        body.putObject("applicant")
                .put("username", applicant.username())
                .put("password", applicant.password())
                .put("firstName", applicant.firstName())
                .put("lastName", applicant.lastName())
                .put("email", applicant.email());
        return body;
    }
}
