package eu.twintown.node.trust.peer;

import eu.twintown.node.http.outgoing.OutgoingClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Why a peer refused, as it says itself. */
final class Refusals {
    private static final int LONGEST = 300;

    private Refusals() {}

    /** The detail of the problem details in an answer, or its status. */
    static String reason(OutgoingClient.Response response) {
        String status = "it answered " + response.status();
        try {
            String detail =
                    JsonMapper.shared().readTree(response.body()).path("detail").asString("");
            String line = detail.replaceAll("\\p{Cntrl}", " ");
            return line.isBlank() ? status : line.substring(0, Math.min(line.length(), LONGEST));
        } catch (JacksonException e) {
            return status;
        }
    }

    /** The same answer with this reason as its detail. */
    static OutgoingClient.Response saying(String reason, OutgoingClient.Response answer) {
        byte[] body = JsonMapper.shared()
                .writeValueAsBytes(JsonMapper.shared().createObjectNode().put("detail", reason));
        return new OutgoingClient.Response(answer.status(), answer.headers(), body);
    }
}
