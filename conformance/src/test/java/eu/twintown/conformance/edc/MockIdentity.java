package eu.twintown.conformance.edc;

import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * EDC's mock identity, for tests: the header Authorization holds a JSON object that says who asks, and is believed.
 */
final class MockIdentity {
    private MockIdentity() {}

    /** What somebody says who calls himself this. */
    static String header(String participant, String audience) {
        return "{\"region\":\"eu\",\"audience\":\"" + audience + "\",\"clientId\":\"" + participant + "\"}";
    }

    /** Believes it. */
    static Recogniser recogniser() {
        return exchange -> exchange.header("Authorization")
                .filter(header -> header.startsWith("{"))
                .map(header -> {
                    JsonNode token = JsonMapper.shared().readTree(header);
                    String id = token.path("clientId").asString();
                    return Principal.participant(id, id, Map.of());
                });
    }
}
