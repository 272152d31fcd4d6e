package eu.twintown.node.dataspace.wanted;

import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests as {@code /api/wanted} shows them. */
final class WantedView {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    /** What a request has become, best first. */
    private static final List<String> BEST = List.of("OFFERED", "ANSWERED", "REFUSED");

    private final Wanted wanted;
    private final UnaryOperator<String> names;

    /** @param names gives the short name of an IRI, where it has one */
    WantedView(Wanted wanted, UnaryOperator<String> names) {
        this.wanted = wanted;
        this.names = names;
    }

    /** A request of this node with what each participant has made of it. */
    ObjectNode asked(ObjectNode stored) {
        ObjectNode view = MAPPER.createObjectNode()
                .put("id", stored.path("id").asString())
                .put("direction", "out")
                .put("createdAt", stored.path("createdAt").asString())
                .put("by", stored.path("by").asString());
        view.setAll(wish(stored.path("wish")));
        ArrayNode recipients = view.putArray("recipients");
        List<Process> processes = stored.path("recipients")
                .valueStream()
                .map(recipient -> wanted.process(recipient.path("process").asString()))
                .flatMap(Optional::stream)
                .toList();
        processes.forEach(process -> recipients.add(recipient(process)));
        view.put(
                "state",
                BEST.stream()
                        .filter(state -> processes.stream()
                                .anyMatch(process -> process.state().equals(state)))
                        .filter(state -> !state.equals("REFUSED")
                                || processes.stream().allMatch(process -> settled(process.state())))
                        .findFirst()
                        .orElse(Wanted.OPEN));
        processes.stream()
                .map(Statistics::timeToAnswer)
                .flatMap(Optional::stream)
                .min(Comparator.<Duration>naturalOrder())
                .ifPresent(time -> view.put("timeToAnswer", time.toString()));
        return view;
    }

    private static boolean settled(String state) {
        return BEST.contains(state) || state.equals(WantedDelivery.UNDELIVERED);
    }

    private static ObjectNode recipient(Process process) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("participant", process.counterparty())
                .put("state", process.state())
                .put("at", process.timeline().getLast().at().toString());
        addAnswer(node, process);
        String problem = process.outgoing().stream()
                .map(Outgoing::problem)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(
                        process.state().equals(WantedDelivery.UNDELIVERED)
                                ? process.timeline().getLast().reason()
                                : "");
        if (!problem.isEmpty()) {
            node.put("problem", problem);
        }
        return node;
    }

    /** A request to this node, with a draft of the offer that would fulfil it. */
    ObjectNode incoming(Process process) {
        ObjectNode view = MAPPER.createObjectNode()
                .put("id", process.id())
                .put("direction", "in")
                .put("from", process.counterparty())
                .put("createdAt", process.timeline().getFirst().at().toString())
                .put("state", process.state())
                .put(
                        "answerDelivered",
                        process.data().has("answer")
                                && process.outgoing().isEmpty()
                                && !process.data().has("problem"));
        if (process.data().has("problem")) {
            view.put("problem", process.data().path("problem").asString());
        }
        JsonNode wish = process.data().path("wish");
        view.setAll(wish(wish));
        addAnswer(view, process);
        ObjectNode draft =
                view.putObject("offerDraft").put("title", wish.path("title").asString());
        if (wish.has("description")) {
            draft.put("description", wish.path("description").asString());
        }
        ObjectNode content = draft.putObject("content").put("kind", "entities");
        content.set("types", view.get("types"));
        content.set("attributes", view.get("attributes"));
        if (wish.has("area")) {
            content.put("area", wish.path("area").asString());
        }
        return view;
    }

    private static void addAnswer(ObjectNode node, Process process) {
        if (process.data().has("answer")) {
            node.set("answer", process.data().get("answer"));
        }
        Statistics.timeToAnswer(process).ifPresent(time -> node.put("timeToAnswer", time.toString()));
    }

    private ObjectNode wish(JsonNode stored) {
        ObjectNode wish = (ObjectNode) stored.deepCopy();
        for (String member : List.of("types", "attributes")) {
            ArrayNode array = MAPPER.createArrayNode();
            stored.path(member).forEach(iri -> array.add(names.apply(iri.asString())));
            wish.set(member, array);
        }
        return wish;
    }
}
