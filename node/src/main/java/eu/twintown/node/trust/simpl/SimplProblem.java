package eu.twintown.node.trust.simpl;

import eu.twintown.node.http.Exchange;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Problem details (RFC 9457) with the type names that the Simpl contracts give as examples. */
record SimplProblem(int status, String type, String title, String detail) {

    static SimplProblem missingCredential(String detail) {
        return new SimplProblem(
                401, "urn:problem-type:simpl:missingTier2Credential", "Missing Tier 2 Credential", detail);
    }

    static SimplProblem badProof(String detail) {
        return new SimplProblem(400, "urn:problem-type:simpl:badRequest", "Bad Request", detail);
    }

    void send(Exchange exchange) {
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toString();
        exchange.send(status, "application/problem+json", body.getBytes(StandardCharsets.UTF_8));
    }
}
