package eu.twintown.node.dataspace.dsp.api;

import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.kernel.policy.text.PolicySentences;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import eu.twintown.node.dataspace.dsp.negotiation.Negotiation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Negotiations and policies as people see them.
 *
 * @param names short names of IRIs and names of participants, where they have one
 * @param titles the title of a dataset by participant and id; empty where it is not known
 */
public record NegotiationView(UnaryOperator<String> names, BiFunction<String, String, Optional<String>> titles) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    ObjectNode of(Negotiation negotiation, Locale locale) {
        Process process = negotiation.process();
        ObjectNode node = MAPPER.createObjectNode()
                .put("id", negotiation.id())
                .put("side", negotiation.side().name())
                .put("counterparty", negotiation.counterparty())
                .put("address", process.address().toString())
                .put("dataset", negotiation.dataset())
                .put("state", negotiation.state().name())
                .put("providerPid", process.providerPid())
                .put("consumerPid", process.consumerPid())
                .put("begunAt", negotiation.begunAt().toString())
                .put("offerBy", negotiation.offerBy().name());
        title(node, negotiation.counterparty(), negotiation.dataset());
        node.set("offer", PolicyWriter.write(negotiation.offer()));
        node.set("sentences", sentences(negotiation.offer(), locale));
        negotiation.agreement().ifPresent(agreement -> node.put("agreement", agreement.id()));
        if (!negotiation.code().isEmpty()) {
            node.put("code", negotiation.code());
        }
        String reason = process.timeline().getLast().reason();
        if (!reason.isEmpty()) {
            node.put("reason", reason);
        }
        ArrayNode pending = node.putArray("pending");
        process.outgoing().forEach(message -> pending.addObject()
                .put("message", message.name())
                .put("attempts", message.attempts())
                .put("next", message.next().toString())
                .put("problem", message.problem()));
        ArrayNode timeline = node.putArray("timeline");
        process.timeline().forEach(step -> timeline.addObject()
                .put("at", step.at().toString())
                .put("state", step.state())
                .put("by", step.by())
                .put("reason", step.reason()));
        return node;
    }

    /** Adds what the dataset is called, where that is known. */
    void title(ObjectNode node, String counterparty, String dataset) {
        titles.apply(counterparty, dataset).ifPresent(title -> node.put("title", title));
    }

    /** What a policy says, in words. */
    ArrayNode sentences(Policy policy, Locale locale) {
        ArrayNode sentences = MAPPER.createArrayNode();
        String provider = policy.shared().assigner().map(Party::id).orElse("");
        UnaryOperator<String> known = iri -> titles.apply(provider, iri).orElseGet(() -> names.apply(iri));
        List<String> all = new PolicySentences(locale, known).of(policy);
        all.forEach(sentences::add);
        return sentences;
    }
}
