package eu.twintown.node.dataspace.transfer;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.dsp.delivery.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A transfer process that this node takes part in.
 *
 * @param process what it has in common with all processes: ids, other side, state, what is to be sent
 * @param terms what is transferred, how, under which agreement
 * @param suspension who suspended it and why; empty = it is not suspended
 * @param address the data address that the other side gave, sealed; empty = none
 * @param proven what a consumer proved of itself when it asked, for rules on credentials
 */
public record Transfer(
        Process process,
        Terms terms,
        Optional<Suspension> suspension,
        String address,
        Map<String, List<String>> proven) {
    /** Kind of the processes. */
    static final String KIND = "transfer";

    /**
     * What is transferred.
     *
     * @param agreement id of the agreement
     * @param dataset id of the dataset at the provider
     * @param format a {@link TransferFormat#wire} that this node knows, or another of a provider
     */
    public record Terms(String agreement, String dataset, String format) {

        /** Whether the provider sends; else the consumer fetches. */
        public boolean isPush() {
            return format.endsWith("-PUSH");
        }
    }

    /**
     * A suspension.
     *
     * @param by who suspended it; only this side may let it go on
     * @param code a short word for machines; may be empty
     */
    public record Suspension(Side by, String code) {}

    public Transfer {
        proven = Map.copyOf(proven);
    }

    static Transfer of(Process process) {
        ObjectNode data = process.data();
        Map<String, List<String>> proven = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> claim : data.path("proven").properties()) {
            proven.put(
                    claim.getKey(),
                    claim.getValue().valueStream().map(JsonNode::asString).toList());
        }
        return new Transfer(
                process,
                new Terms(
                        data.path("agreement").asString(),
                        data.path("dataset").asString(),
                        data.path("format").asString()),
                data.has("suspendedBy")
                        ? Optional.of(new Suspension(
                                Side.valueOf(data.path("suspendedBy").asString()),
                                data.path("code").asString()))
                        : Optional.empty(),
                data.path("address").asString(),
                proven);
    }

    /** What is kept of it beside what all processes have. */
    static ObjectNode data(
            Terms terms, Optional<Suspension> suspension, String address, Map<String, List<String>> proven) {
        ObjectNode data = JsonMapper.shared()
                .createObjectNode()
                .put("agreement", terms.agreement())
                .put("dataset", terms.dataset())
                .put("format", terms.format());
        suspension.ifPresent(one -> data.put("suspendedBy", one.by().name()).put("code", one.code()));
        data.put("address", address);
        ObjectNode claims = data.putObject("proven");
        proven.forEach((name, values) -> values.forEach(claims.putArray(name)::add));
        return data;
    }

    /** With another suspension or none. */
    Process suspended(Optional<Suspension> other) {
        return process.withData(data(terms, other, address, proven));
    }

    /** With the address that the other side gave now. */
    Process at(String sealed) {
        return process.withData(data(terms, suspension, sealed, proven));
    }

    /** This node's id of it. */
    public String id() {
        return process.id();
    }

    /** Which part this node has. */
    public Side side() {
        return process.side();
    }

    /** Participant id of the other side. */
    public String counterparty() {
        return process.counterparty();
    }

    public TransferState state() {
        return TransferState.valueOf(process.state());
    }

    /** What happened last. */
    public Step last() {
        return process.timeline().getLast();
    }

    Side otherSide() {
        return side() == Side.PROVIDER ? Side.CONSUMER : Side.PROVIDER;
    }
}
