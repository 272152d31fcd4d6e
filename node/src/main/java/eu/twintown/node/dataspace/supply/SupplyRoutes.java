package eu.twintown.node.dataspace.supply;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.letter.Letters;
import eu.twintown.node.dataspace.letter.Received;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.DateTimeException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether agreements give what they promise, for this node's people; and the notices of consumers. */
public final class SupplyRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames FILTER = ParameterNames.of("agreement");

    private final SupplyWatch watch;
    private final Agreements agreements;
    private final Letters letters;
    private final Received received;
    private final JsonBodies bodies;

    /** @param received verifies statements of the other side */
    public SupplyRoutes(
            SupplyWatch watch, Agreements agreements, Letters letters, Received received, JsonBodies bodies) {
        this.watch = watch;
        this.agreements = agreements;
        this.letters = letters;
        this.received = received;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/supply", Exchange.handler(this::list)).post(SupplyWatch.PATH, Exchange.handler(this::notice));
    }

    private void list(Exchange exchange) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        watch.list(exchange.parameters(FILTER).text("agreement")).forEach(supply -> list.add(shown(supply)));
        exchange.answerHeader("Cache-Control", "no-store")
                .send(200, MediaType.JSON, JsonMapper.shared().writeValueAsBytes(list));
    }

    private ObjectNode shown(Supply supply) {
        ObjectNode node = supply.json();
        agreements.find(supply.agreement()).ifPresent(agreement -> node.put("counterparty", agreement.counterparty())
                .put("dataset", agreement.dataset()));
        watch.promise(supply.agreement()).ifPresent(promise -> {
            ObjectNode promised = node.putObject("promised");
            promise.types().forEach(promised.putArray("types")::add);
            promise.attributes().forEach(promised.putArray("attributes")::add);
            promise.maxAge().ifPresent(age -> promised.put("maxAge", age.toString()));
            promise.entities().ifPresent(count -> promised.put("entities", count));
        });
        if (supply.side() == Side.CONSUMER) {
            for (JsonNode breach : node.path("breaches")) {
                letters.find(SupplyWatch.letter(Breach.read(breach))).ifPresent(letter -> ((ObjectNode) breach)
                        .put("notice", letter.state().name()));
            }
        }
        return node;
    }

    private void notice(Exchange exchange) {
        exchange.parameters(NONE);
        Received.Statement statement = received.verify(
                bodies.readTree(exchange), Principal.of(exchange).id(), SupplyWatch.NOTICE, Side.PROVIDER);
        watch.told(statement.agreement(), breach(statement.content().path("breach")));
        exchange.send(202);
    }

    private static Breach breach(JsonNode node) {
        try {
            return Breach.read(node);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw ProblemException.badData("The statement does not tell a breach: " + e.getMessage(), "/statement");
        }
    }
}
