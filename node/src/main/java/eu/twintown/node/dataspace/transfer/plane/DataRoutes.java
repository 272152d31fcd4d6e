package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferGate;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.Principal;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Optional;
import java.util.function.Function;

/** Remote content through this node, for the consumer of a transfer with its token. */
public final class DataRoutes implements HttpService {
    private static final String TEMPLATE = "/dataspace/data/{transfer}";

    private final TransferGate gate;
    private final Function<String, Optional<Content>> contents;
    private final RemoteProxy proxy;

    /** @param contents what a dataset consists of, by its id */
    public DataRoutes(TransferGate gate, Function<String, Optional<Content>> contents, RemoteProxy proxy) {
        this.gate = gate;
        this.contents = contents;
        this.proxy = proxy;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(TEMPLATE, Exchange.handler(this::data));
        rules.route(Method.HEAD, TEMPLATE, Exchange.handler(this::data));
    }

    private void data(Exchange exchange) {
        String id = exchange.variable("transfer");
        if (!Principal.of(exchange).attribute("transfer").contains(id)) {
            throw unknown(id);
        }
        Transfer transfer = gate.open(id).orElseThrow(() -> unknown(id));
        Content content = contents.apply(transfer.terms().dataset()).orElseThrow(() -> unknown(id));
        if (!(content instanceof Content.Remote remote)) {
            throw new ProblemException(
                    ProblemType.RESOURCE_NOT_FOUND,
                    "The dataset consists of entities; ask for them at " + Exchange.NGSI_LD + " with the same token");
        }
        proxy.answer(exchange, remote, () -> gate.open(id).isPresent());
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(
                ProblemType.RESOURCE_NOT_FOUND,
                "There are no data of a transfer " + id + " for the bearer of this token");
    }
}
