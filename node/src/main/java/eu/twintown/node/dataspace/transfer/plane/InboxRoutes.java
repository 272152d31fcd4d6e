package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferGate;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/** Where providers push to, each with the token of its transfer. */
public final class InboxRoutes implements HttpService {
    private static final String TEMPLATE = "/dataspace/inbox/{transfer}";
    private static final int NO_CONTENT = 204;

    private final TransferGate gate;
    private final InboxHandler handler;
    private final JsonBodies bodies;

    public InboxRoutes(TransferGate gate, InboxHandler handler, JsonBodies bodies) {
        this.gate = gate;
        this.handler = handler;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(TEMPLATE, Exchange.handler(this::receive));
    }

    private void receive(Exchange exchange) {
        String id = exchange.variable("transfer");
        if (!Principal.of(exchange).attribute("inbox").contains(id)) {
            throw unknown(id);
        }
        Transfer transfer = gate.open(id).orElseThrow(() -> unknown(id));
        handler.receive(new InboxHandler.Delivery(
                id,
                transfer.terms().agreement(),
                transfer.terms().dataset(),
                transfer.counterparty(),
                bodies.bytes(exchange),
                exchange.header("Content-Type").orElse("")));
        exchange.send(NO_CONTENT);
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(
                ProblemType.RESOURCE_NOT_FOUND, "There is no inbox " + id + " for the bearer of this token");
    }
}
