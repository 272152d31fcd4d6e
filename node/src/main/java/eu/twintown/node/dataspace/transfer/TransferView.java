package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.transfer.message.MessageKind;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Transfers as {@code /api/transfers} shows them; no secrets. */
final class TransferView {

    private TransferView() {}

    static ObjectNode of(Transfer transfer) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("id", transfer.id())
                .put("side", transfer.side().name())
                .put("agreement", transfer.terms().agreement())
                .put("dataset", transfer.terms().dataset())
                .put("counterparty", transfer.counterparty())
                .put("consumerPid", transfer.process().consumerPid())
                .put("providerPid", transfer.process().providerPid())
                .put("format", transfer.terms().format())
                .put("push", transfer.terms().isPush())
                .put("state", transfer.state().name());
        transfer.suspension()
                .ifPresent(one -> node.put("suspendedBy", one.by().name()).put("code", one.code()));
        ArrayNode pending = node.putArray("pending");
        transfer.process().outgoing().forEach(message -> pending.addObject()
                .put("message", MessageKind.at(message.name()).name())
                .put("since", message.since().toString())
                .put("attempts", message.attempts())
                .put("next", message.next().toString())
                .put("problem", message.problem()));
        ArrayNode timeline = node.putArray("timeline");
        transfer.process().timeline().forEach(step -> timeline.addObject()
                .put("at", step.at().toString())
                .put("state", step.state())
                .put("by", step.by())
                .put("reason", step.reason()));
        return node;
    }
}
