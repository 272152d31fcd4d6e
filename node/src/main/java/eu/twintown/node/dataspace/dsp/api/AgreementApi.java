package eu.twintown.node.dataspace.dsp.api;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementCodec;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.Languages;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Paging;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Agreements, seen and ended by people: {@code /api/agreements}. */
public final class AgreementApi implements HttpService {
    private static final ParameterNames NONE = ParameterNames.of();
    private static final ParameterNames PAGE = ParameterNames.of("limit", "offset", "count");
    private static final String ONE = "/api/agreements/{id}";

    private final Agreements agreements;
    private final NegotiationView view;
    private final JsonBodies bodies;

    public AgreementApi(Agreements agreements, NegotiationView view, JsonBodies bodies) {
        this.agreements = agreements;
        this.view = view;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/agreements", Exchange.handler(this::list))
                .get(ONE, Exchange.handler(this::one))
                .post(ONE + "/suspend", Exchange.handler(e -> change(e, AgreementState.SUSPENDED)))
                .post(ONE + "/resume", Exchange.handler(e -> change(e, AgreementState.IN_FORCE)))
                .post(ONE + "/terminate", Exchange.handler(e -> change(e, AgreementState.ENDED)));
    }

    private void list(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        Paging paging = Paging.of(parameters);
        List<Agreement> page = agreements.list(paging.limit(), paging.offset());
        long total = agreements.count();
        ArrayNode answer = JsonBodies.WRITER.createArrayNode();
        page.forEach(one -> answer.add(json(exchange, one)));
        paging.describe(
                exchange, parameters, paging.offset() + page.size() < total, OptionalLong.of(total), MediaType.JSON);
        Bodies.send(exchange, 200, answer);
    }

    private void one(Exchange exchange) {
        exchange.parameters(NONE);
        Bodies.send(exchange, 200, json(exchange, find(exchange)));
    }

    private void change(Exchange exchange, AgreementState next) {
        exchange.parameters(NONE);
        ObjectNode body = Bodies.read(exchange, bodies);
        Agreement agreement = find(exchange);
        boolean resuming = next == AgreementState.IN_FORCE;
        if (resuming && agreement.last().by().equals(agreement.counterparty())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    agreement.counterparty() + " has suspended this agreement; only they can resume it");
        }
        if (resuming && agreement.state() == AgreementState.PENDING) {
            throw new ProblemException(ProblemType.CONFLICT, "The agreement is not concluded yet");
        }
        String reason = resuming
                ? Bodies.text(body, "reason").orElse("")
                : Bodies.require(body, "reason", "the reason, for the other side");
        Bodies.send(
                exchange,
                200,
                json(
                        exchange,
                        agreements.change(
                                agreement.id(), next, Principal.of(exchange).id(), reason)));
    }

    private Agreement find(Exchange exchange) {
        String id = exchange.variable("id");
        return agreements
                .find(id)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no agreement " + id + " here"));
    }

    private ObjectNode json(Exchange exchange, Agreement agreement) {
        ObjectNode node = AgreementCodec.write(agreement);
        view.title(node, agreement.counterparty(), agreement.dataset());
        node.set("sentences", view.sentences(agreement.policy(), Languages.of(exchange)));
        return node;
    }
}
