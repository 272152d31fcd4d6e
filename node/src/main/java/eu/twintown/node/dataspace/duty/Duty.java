package eu.twintown.node.dataspace.duty;

import eu.twintown.node.dataspace.agreement.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An obligation of an agreement and how it stands. Both sides keep one each: the consumer what it does, the provider what
 * it was told.
 *
 * @param id the same on both sides
 * @param rule IRI of the rule in the policy
 * @param text one sentence
 * @param after how long after receipt it is due; empty = it is to be kept all the time, or done by people
 * @param dueAt when it is due next
 * @param attribution what to name as the source
 * @param history what happened, the oldest first
 * @param receipts what was stated about it, the oldest first
 */
public record Duty(
        String id,
        String agreement,
        Side side,
        String counterparty,
        String dataset,
        String rule,
        DutyKind kind,
        String text,
        State state,
        Optional<Duration> after,
        Optional<Instant> dueAt,
        Optional<String> attribution,
        List<Event> history,
        List<Receipt> receipts) {
    private static final int KEPT = 100;

    /** How it stands. */
    public enum State {
        /** It was agreed to, and is done when it is due. */
        ACCEPTED,
        /** Nobody has said yet that it was done; until then the permission that it belongs to does not hold. */
        OPEN,
        /** It is kept, or looked at, all the time. */
        WATCHED,
        FULFILLED,
        /** It was due and not done. */
        VIOLATED
    }

    /** Something that happened to it. */
    public record Event(Instant at, State state, String note) {}

    /**
     * A signed statement that data were deleted.
     *
     * @param entities how many
     * @param last whether nothing is left and nothing more will come
     * @param statement compact JWS
     */
    public record Receipt(Instant at, long entities, boolean last, String statement) {}

    public Duty {
        history = latest(history);
        receipts = latest(receipts);
    }

    Duty then(Instant at, State next, String note) {
        List<Event> events = new ArrayList<>(history);
        events.add(new Event(at, next, note));
        return with(next, dueAt, events, receipts);
    }

    Duty due(Optional<Instant> moment) {
        return with(state, moment, history, receipts);
    }

    Duty with(Receipt receipt) {
        List<Receipt> all = new ArrayList<>(receipts);
        all.add(receipt);
        return with(state, dueAt, history, all);
    }

    private Duty with(State next, Optional<Instant> due, List<Event> events, List<Receipt> stated) {
        return new Duty(
                id,
                agreement,
                side,
                counterparty,
                dataset,
                rule,
                kind,
                text,
                next,
                after,
                due,
                attribution,
                events,
                stated);
    }

    private static <T> List<T> latest(List<T> all) {
        return List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    /** As {@code /api/duties} shows it and as it is stored. */
    ObjectNode json() {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("id", id)
                .put("agreement", agreement)
                .put("side", side.name())
                .put("counterparty", counterparty)
                .put("dataset", dataset)
                .put("rule", rule)
                .put("kind", kind.name())
                .put("text", text)
                .put("state", state.name());
        after.ifPresent(time -> node.put("after", time.toString()));
        dueAt.ifPresent(moment -> node.put("dueAt", moment.toString()));
        attribution.ifPresent(name -> node.put("attribution", name));
        ArrayNode events = node.putArray("history");
        history.forEach(event -> events.addObject()
                .put("at", event.at().toString())
                .put("state", event.state().name())
                .put("note", event.note()));
        ArrayNode stated = node.putArray("receipts");
        receipts.forEach(receipt -> stated.addObject()
                .put("at", receipt.at().toString())
                .put("entities", receipt.entities())
                .put("last", receipt.last())
                .put("statement", receipt.statement()));
        return node;
    }

    static Duty read(String json) {
        JsonNode node = JsonMapper.shared().readTree(json);
        List<Event> history = new ArrayList<>();
        node.path("history")
                .forEach(event -> history.add(new Event(
                        Instant.parse(event.path("at").asString()),
                        State.valueOf(event.path("state").asString()),
                        event.path("note").asString())));
        List<Receipt> receipts = new ArrayList<>();
        node.path("receipts")
                .forEach(receipt -> receipts.add(new Receipt(
                        Instant.parse(receipt.path("at").asString()),
                        receipt.path("entities").asLong(),
                        receipt.path("last").asBoolean(),
                        receipt.path("statement").asString())));
        return new Duty(
                node.path("id").asString(),
                node.path("agreement").asString(),
                Side.valueOf(node.path("side").asString()),
                node.path("counterparty").asString(),
                node.path("dataset").asString(),
                node.path("rule").asString(),
                DutyKind.valueOf(node.path("kind").asString()),
                node.path("text").asString(),
                State.valueOf(node.path("state").asString()),
                text(node, "after").map(Duration::parse),
                text(node, "dueAt").map(Instant::parse),
                text(node, "attribution"),
                history,
                receipts);
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.path(name).asString()) : Optional.empty();
    }
}
