package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.dataspace.transfer.message.MessageKind;
import java.net.URI;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** The messages of transfers as they are queued; their pids and data addresses come when they are sent. */
final class Messages {

    private Messages() {}

    /** What a consumer asks for. */
    static Outgoing request(Transfer.Terms terms, URI callback, Instant now) {
        ObjectNode body = DspMessage.create(MessageKind.REQUEST.type())
                .put("agreementId", terms.agreement())
                .put("format", terms.format())
                .put("callbackAddress", callback.toString());
        return Outgoing.of(MessageKind.REQUEST.path(), "/transfers/request", body, now);
    }

    /** Any other; code and reason only where the kind has them. */
    static Outgoing outgoing(MessageKind kind, String code, String reason, Instant now) {
        ObjectNode body = DspMessage.create(kind.type());
        if (kind == MessageKind.SUSPENSION || kind == MessageKind.TERMINATION) {
            if (!code.isEmpty()) {
                body.put("code", code);
            }
            if (!reason.isEmpty()) {
                body.putArray("reason").add(reason);
            }
        }
        return Outgoing.of(kind.path(), "/transfers/{pid}/" + kind.path(), body, now);
    }
}
