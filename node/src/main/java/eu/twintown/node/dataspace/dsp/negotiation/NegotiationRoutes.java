package eu.twintown.node.dataspace.dsp.negotiation;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.dsp.message.Clocks;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.dataspace.dsp.message.ErrorAnswer;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The endpoints of the Contract Negotiation Protocol, provider's and consumer's at one base address
 * (contract.negotiation.binding.https): pids tell them apart.
 */
public final class NegotiationRoutes implements HttpService {
    private static final String ONE = "/dsp/negotiations/{pid}";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Negotiations negotiations;
    private final JsonBodies bodies;
    private final Clocks clocks;

    /** @param tolerance how far the clocks of others may be apart from ours */
    public NegotiationRoutes(Negotiations negotiations, JsonBodies bodies, Duration tolerance, InstantSource clock) {
        this.negotiations = negotiations;
        this.bodies = bodies;
        this.clocks = new Clocks(tolerance, clock);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(ONE, Exchange.handler(this::show))
                .post("/dsp/negotiations/request", Exchange.handler(e -> first(e, NegotiationMessage.REQUEST)))
                .post("/dsp/negotiations/offers", Exchange.handler(e -> first(e, NegotiationMessage.OFFER)))
                .post(ONE + "/request", Exchange.handler(e -> next(e, NegotiationMessage.REQUEST)))
                .post(ONE + "/offers", Exchange.handler(e -> next(e, NegotiationMessage.OFFER)))
                .post(ONE + "/events", Exchange.handler(this::event))
                .post(ONE + "/agreement", Exchange.handler(e -> next(e, NegotiationMessage.AGREEMENT)))
                .post(ONE + "/agreement/verification", Exchange.handler(e -> next(e, NegotiationMessage.VERIFICATION)))
                .post(ONE + "/termination", Exchange.handler(e -> next(e, NegotiationMessage.TERMINATION)));
    }

    private void show(Exchange exchange) {
        try {
            Negotiation negotiation =
                    negotiations.visibleTo(Principal.of(exchange).id(), exchange.variable("pid"));
            ErrorAnswer.send(exchange, OK, answer(negotiation.process(), negotiation.state()));
        } catch (DspException e) {
            refuse(exchange, "", "", e);
        }
    }

    private void first(Exchange exchange, NegotiationMessage kind) {
        answer(exchange, CREATED, json -> {
            DspMessage message = DspMessage.read(json, kind.type());
            String caller = Principal.of(exchange).id();
            return message.text(kind == NegotiationMessage.REQUEST ? "providerPid" : "consumerPid")
                    // Some put the pid into the message and send it to the address of first messages nevertheless.
                    .map(pid -> negotiations.receive(pid, kind, message, caller))
                    .orElseGet(() -> negotiations.receiveFirst(kind, message, caller));
        });
    }

    private void next(Exchange exchange, NegotiationMessage kind) {
        answer(
                exchange,
                OK,
                json -> negotiations.receive(
                        exchange.variable("pid"),
                        kind,
                        DspMessage.read(json, kind.type()),
                        Principal.of(exchange).id()));
    }

    private void event(Exchange exchange) {
        answer(exchange, OK, json -> {
            DspMessage message = DspMessage.read(json, NegotiationMessage.ACCEPTED.type());
            NegotiationMessage kind =
                    switch (message.require("eventType")) {
                        case "ACCEPTED" -> NegotiationMessage.ACCEPTED;
                        case "FINALIZED" -> NegotiationMessage.FINALIZED;
                        default -> throw DspException.malformed("eventType must be ACCEPTED or FINALIZED");
                    };
            return negotiations.receive(
                    exchange.variable("pid"),
                    kind,
                    message,
                    Principal.of(exchange).id());
        });
    }

    /** What an endpoint does with the body. */
    @FunctionalInterface
    private interface Operation {
        Receipt run(JsonNode json);
    }

    private void answer(Exchange exchange, int status, Operation operation) {
        JsonNode json;
        try {
            json = bodies.readTree(exchange);
        } catch (ProblemException e) {
            refuse(exchange, "", "", ErrorAnswer.of(e).orElseThrow(() -> e));
            return;
        }
        Receipt receipt;
        try {
            clocks.check(exchange.header("Date"));
            receipt = operation.run(json);
        } catch (DspException e) {
            refuse(exchange, text(json, "providerPid"), text(json, "consumerPid"), e);
            return;
        } catch (ProblemException e) {
            refuse(
                    exchange,
                    text(json, "providerPid"),
                    text(json, "consumerPid"),
                    ErrorAnswer.of(e).orElseThrow(() -> e));
            return;
        }
        ErrorAnswer.send(exchange, status, answer(receipt.process(), receipt.state()));
        negotiations.proceed(receipt);
    }

    private static void refuse(Exchange exchange, String providerPid, String consumerPid, DspException e) {
        ErrorAnswer.send(exchange, "ContractNegotiationError", providerPid, consumerPid, e);
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).isString() ? json.path(member).asString() : "";
    }

    private static ObjectNode answer(eu.twintown.node.dataspace.dsp.delivery.Process process, NegotiationState state) {
        return DspMessage.create("ContractNegotiation")
                .put("providerPid", process.providerPid())
                .put("consumerPid", process.consumerPid())
                .put("state", state.name());
    }
}
