package eu.twintown.node.dataspace.duty;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
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
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The obligations of agreements for this node's people, and the receipts of consumers. */
public final class DutyRoutes implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames FILTER = ParameterNames.of("agreement");

    private final Duties duties;
    private final Deletions deletions;
    private final Letters letters;
    private final Received received;
    private final JsonBodies bodies;
    private final InstantSource clock;

    /** @param received verifies statements of the other side */
    public DutyRoutes(
            Duties duties,
            Deletions deletions,
            Letters letters,
            Received received,
            JsonBodies bodies,
            InstantSource clock) {
        this.duties = duties;
        this.deletions = deletions;
        this.letters = letters;
        this.received = received;
        this.bodies = bodies;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/duties", Exchange.handler(this::list))
                .post("/api/duties/{id}/fulfilled", Exchange.handler(this::fulfilled))
                .post(Deletions.PATH, Exchange.handler(this::receipt));
    }

    private void list(Exchange exchange) {
        ArrayNode list = JsonMapper.shared().createArrayNode();
        duties.list(exchange.parameters(FILTER).text("agreement")).forEach(duty -> list.add(shown(duty)));
        send(exchange, list);
    }

    private ObjectNode shown(Duty duty) {
        ObjectNode node = duty.json();
        if (duty.side() == Side.CONSUMER && !duty.receipts().isEmpty()) {
            letters.find("receipt " + duty.id() + " "
                            + duty.receipts().getLast().at())
                    .ifPresent(letter -> node.set("delivery", letter.json()));
        }
        return node;
    }

    /** The provider's people say that a duty was done that the node cannot see. */
    private void fulfilled(Exchange exchange) {
        exchange.parameters(NONE);
        String who = Principal.of(exchange).id();
        Duty after = duties.change(exchange.variable("id"), duty -> {
            if (duty.side() != Side.PROVIDER || duty.kind() == DutyKind.DELETE) {
                throw new ProblemException(
                        ProblemType.CONFLICT,
                        "The provider's side says that a duty was fulfilled, and deletion is told by a receipt");
            }
            return duty.then(clock.instant(), Duty.State.FULFILLED, "Said by " + who);
        });
        send(exchange, shown(after));
    }

    private void receipt(Exchange exchange) {
        exchange.parameters(NONE);
        Received.Statement statement = received.verify(
                bodies.readTree(exchange), Principal.of(exchange).id(), Deletions.RECEIPT, Side.PROVIDER);
        deletions.receipt(statement.agreement(), statement.content(), statement.compact());
        exchange.send(202);
    }

    private static void send(Exchange exchange, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store")
                .send(200, MediaType.JSON, JsonMapper.shared().writeValueAsBytes(answer));
    }
}
