package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.delivery.Delivery;
import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.dataspace.transfer.Transfer.Suspension;
import eu.twintown.node.dataspace.transfer.message.MessageKind;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of a transfer when its messages arrive or do not.
 *
 * <p>Where the other side refuses a message as not fitting its state, it is asked for that state. Both may have acted at
 * once, or an answer may have got lost: where it is what the message leads to, the message counts as arrived. Else a
 * transfer that the other side does not go along with ends here too, except that one side alone can keep it suspended.
 */
final class TransferDelivery implements Delivery {
    private static final String JSON = "application/json";

    private final Courier courier;
    private final DataAddresses addresses;
    private final Duration timeout;
    private final Consumer<Process> listener;
    private final InstantSource clock;

    TransferDelivery(
            Courier courier,
            DataAddresses addresses,
            Duration timeout,
            Consumer<Process> listener,
            InstantSource clock) {
        this.courier = courier;
        this.addresses = addresses;
        this.timeout = timeout;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public ObjectNode prepared(Process process, Outgoing message, ObjectNode body) {
        boolean start = message.name().equals(MessageKind.START.path()) && process.side() == Side.PROVIDER;
        if (start || message.name().equals(MessageKind.REQUEST.path())) {
            addresses.of(Transfer.of(process)).ifPresent(address -> body.set("dataAddress", address.write()));
        }
        return body;
    }

    @Override
    public Process acknowledged(Process process, Outgoing message, ObjectNode answer) {
        if (!message.name().equals(MessageKind.REQUEST.path())
                || !process.peerPid().isEmpty()) {
            return process;
        }
        String pid = answer.path("providerPid").asString("");
        return pid.isEmpty()
                ? ended(process, "The provider's answer to the request named no providerPid")
                : process.withPeerPid(pid);
    }

    @Override
    public Process refused(Process process, Outgoing message, String code, String reason) {
        Transfer transfer = Transfer.of(process);
        MessageKind kind = MessageKind.at(message.name());
        if (transfer.state().isOver()) {
            // What was completed here may be suspended there; a termination ends it there too.
            return kind == MessageKind.COMPLETION ? terminating(process.dropUnsent(), reason) : process.dropUnsent();
        }
        boolean resuming = kind == MessageKind.START
                && process.timeline().stream().anyMatch(step -> step.state().equals(TransferState.SUSPENDED.name()));
        if (resuming) {
            return transfer.suspended(Optional.of(new Suspension(transfer.otherSide(), code)))
                    .withState(
                            TransferState.SUSPENDED.name(),
                            clock.instant(),
                            process.counterparty(),
                            "Not resumed: " + reason);
        }
        return kind == MessageKind.REQUEST ? ended(process, reason) : terminating(ended(process, reason), reason);
    }

    private Process ended(Process process, String reason) {
        return process.dropUnsent()
                .withState(TransferState.TERMINATED.name(), clock.instant(), process.counterparty(), reason);
    }

    /** The other side is told, so that both end in the same state. */
    private Process terminating(Process process, String reason) {
        return process.sending(Messages.outgoing(MessageKind.TERMINATION, "NOT_ACCEPTED", reason, clock.instant()));
    }

    @Override
    public boolean arrived(Process process, Outgoing message) {
        if (process.peerPid().isEmpty()) {
            return false;
        }
        String wanted =
                switch (MessageKind.at(message.name())) {
                    case REQUEST -> TransferState.REQUESTED.name();
                    case START -> TransferState.STARTED.name();
                    case SUSPENSION -> TransferState.SUSPENDED.name();
                    case COMPLETION -> TransferState.COMPLETED.name();
                    case TERMINATION -> TransferState.TERMINATED.name();
                };
        return ask(process).filter(wanted::equals).isPresent();
    }

    /** The state of the process at the other side; empty where it does not tell. */
    private Optional<String> ask(Process process) {
        URI uri = URI.create(process.address() + "/transfers/"
                + URLEncoder.encode(process.peerPid(), StandardCharsets.UTF_8).replace("+", "%20"));
        try {
            OutgoingClient.Response response = courier.send(
                    process.counterparty(),
                    new OutgoingClient.Request("GET", uri, Map.of("Accept", JSON), new byte[0], timeout));
            return response.status() == 200
                    ? DspMessage.read(JsonMapper.shared().readTree(response.body()))
                            .text("state")
                    : Optional.empty();
        } catch (OutgoingException | JacksonException | DspException e) {
            return Optional.empty();
        }
    }

    @Override
    public void changed(Process process) {
        listener.accept(process);
    }
}
