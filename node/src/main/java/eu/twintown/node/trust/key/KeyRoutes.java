package eu.twintown.node.trust.key;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.jose.StrictJson;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The management API of the node's keys, under {@code /api/keys}: which there are, and rotating one. */
public final class KeyRoutes implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRoutes.class);
    private static final ParameterNames NONE = ParameterNames.of();

    private final KeyRing keys;

    public KeyRoutes(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/keys", Exchange.handler(this::list))
                .post("/api/keys/{purpose}/rotate", Exchange.handler(this::rotate));
    }

    private void list(Exchange exchange) {
        exchange.parameters(NONE);
        ArrayNode list = StrictJson.MAPPER.createArrayNode();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            Stream.concat(keys.current(purpose).stream(), keys.history(purpose).stream())
                    .forEach(key -> list.add(json(key)));
        }
        send(exchange, list);
    }

    private void rotate(Exchange exchange) {
        exchange.parameters(NONE);
        String label = exchange.variable("purpose");
        KeyPurpose purpose = KeyPurpose.ofLabel(label)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND,
                        "There are no keys for '" + label + "'; there are some for node, local-issuer and tier2"));
        if (keys.isExternal(purpose)) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The key for " + label + " lies in a key service or module; rotate it there, and start the node"
                            + " again with the new one");
        }
        SigningKey fresh = keys.rotate(purpose);
        LOG.info("{} made {} the active key", Principal.of(exchange).id(), fresh);
        send(exchange, json(fresh));
    }

    private ObjectNode json(SigningKey key) {
        ObjectNode json = StrictJson.object()
                .put("purpose", key.purpose().label())
                .put("kid", key.kid())
                .put("algorithm", key.algorithm().jose())
                .put("createdAt", key.createdAt().toString())
                .put("retiredAt", key.retiredAt().map(Object::toString).orElse(null))
                .put(
                        "verifiableUntil",
                        key.verifiableUntil().map(Object::toString).orElse(null))
                .put("active", key.retiredAt().isEmpty())
                .put("place", keys.place(key.purpose()));
        return json.put(
                "rotateBy", key.retiredAt().isEmpty() ? keys.expectedEnd(key).toString() : null);
    }

    private static void send(Exchange exchange, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store").send(200, MediaType.JSON, StrictJson.bytes(answer));
    }
}
