package eu.twintown.node.dataspace.transfer;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.dsp.message.Clocks;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.dataspace.dsp.message.ErrorAnswer;
import eu.twintown.node.dataspace.transfer.message.MessageKind;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The endpoints of the transfer process protocol (Dataspace Protocol 2025-1, transfer.process.binding.https) for both
 * roles: since the ids of the processes are this node's own, one path serves the provider's and the consumer's. What opens
 * something is refused where the clocks of both sides are too far apart; what closes something never is.
 */
public final class TransferRoutes implements HttpService {
    private static final String BASE = "/dsp/transfers";
    private static final String PID = "pid";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final ReceivedMessages messages;
    private final AgreementWatch watch;
    private final Transfers transfers;
    private final JsonBodies bodies;
    private final Clocks clocks;

    public TransferRoutes(
            ReceivedMessages messages, AgreementWatch watch, Transfers transfers, JsonBodies bodies, Clocks clocks) {
        this.clocks = clocks;
        this.messages = messages;
        this.watch = watch;
        this.transfers = transfers;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(BASE + "/request", Exchange.handler(this::request));
        rules.get(BASE + "/{pid}", Exchange.handler(this::state));
        for (MessageKind kind : MessageKind.values()) {
            if (kind != MessageKind.REQUEST) {
                rules.post(BASE + "/{pid}/" + kind.path(), Exchange.handler(exchange -> receive(exchange, kind)));
            }
        }
    }

    private void request(Exchange exchange) {
        Optional<DspMessage> message = Optional.empty();
        try {
            message = Optional.of(ErrorAnswer.read(exchange, bodies, MessageKind.REQUEST.type()));
            clocks.check(exchange.header("Date"));
            Transfer transfer = messages.request(Principal.of(exchange), message.get());
            ErrorAnswer.send(exchange, CREATED, process(transfer));
            watch.answered(transfer);
        } catch (DspException e) {
            refuse(exchange, message, e);
        } catch (ProblemException e) {
            refuse(exchange, message, ErrorAnswer.of(e).orElseThrow(() -> e));
        }
    }

    private void receive(Exchange exchange, MessageKind kind) {
        Optional<DspMessage> message = Optional.empty();
        try {
            message = Optional.of(ErrorAnswer.read(exchange, bodies, kind.type()));
            if (kind == MessageKind.START) {
                clocks.check(exchange.header("Date"));
            }
            Transfer transfer = messages.receive(kind, exchange.variable(PID), Principal.of(exchange), message.get());
            ErrorAnswer.send(exchange, OK, process(transfer));
            transfers.send(transfer.id());
        } catch (DspException e) {
            refuse(exchange, message, e);
        } catch (ProblemException e) {
            refuse(exchange, message, ErrorAnswer.of(e).orElseThrow(() -> e));
        }
    }

    private void state(Exchange exchange) {
        try {
            ErrorAnswer.send(exchange, OK, process(messages.state(exchange.variable(PID), Principal.of(exchange))));
        } catch (DspException e) {
            refuse(exchange, Optional.empty(), e);
        }
    }

    /** Names the process as the caller did. */
    private static void refuse(Exchange exchange, Optional<DspMessage> message, DspException e) {
        ErrorAnswer.send(exchange, "TransferError", pid(message, "providerPid"), pid(message, "consumerPid"), e);
    }

    private static String pid(Optional<DspMessage> message, String name) {
        return message.map(one -> one.find(name).asString("")).orElse("");
    }

    private static ObjectNode process(Transfer transfer) {
        return DspMessage.create("TransferProcess")
                .put("providerPid", transfer.process().providerPid())
                .put("consumerPid", transfer.process().consumerPid())
                .put("state", transfer.state().name());
    }
}
