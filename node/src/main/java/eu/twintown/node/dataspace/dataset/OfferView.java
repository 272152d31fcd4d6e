package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.kernel.policy.text.PolicySentences;
import eu.twintown.node.dataspace.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Offers as {@code /api/offers} shows them, with their policies in the words of one language. */
final class OfferView {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String BUNDLE = "eu.twintown.node.dataspace.text.offers";

    private final TermNames names;
    private final PolicySentences sentences;
    private final Words words;

    OfferView(Locale locale, TermNames names) {
        this.names = names;
        this.sentences = new PolicySentences(locale, names.compact());
        this.words = new Words(BUNDLE, locale);
    }

    /** An offer as it is stored. */
    ObjectNode of(Offered offered, List<Policy> policies, List<RulebookCheck.Breach> breaches) {
        Dataset dataset = offered.dataset();
        ObjectNode node = MAPPER.createObjectNode()
                .put("id", dataset.id())
                .put("title", dataset.title())
                .put("description", dataset.description());
        node.set("content", content(dataset.content()));
        node.set("terms", terms(offered.terms(), policies));
        node.put("published", offered.published())
                .put("withheld", offered.withheld())
                .put("origin", offered.configured() ? "configuration" : "api")
                .put("changedAt", dataset.changedAt().toString());
        node.set("conflicts", conflicts(breaches, policies));
        return node;
    }

    /** The terms, each with its policy in JSON-LD and in sentences. */
    ArrayNode terms(List<ObjectNode> made, List<Policy> policies) {
        ArrayNode array = MAPPER.createArrayNode();
        for (int i = 0; i < policies.size(); i++) {
            ObjectNode term = i < made.size() ? made.get(i).deepCopy() : MAPPER.createObjectNode();
            term.set("policy", PolicyWriter.write(policies.get(i)));
            ArrayNode lines = term.putArray("sentences");
            sentences.of(policies.get(i)).forEach(lines::add);
            array.add(term);
        }
        return array;
    }

    ArrayNode conflicts(List<RulebookCheck.Breach> breaches, List<Policy> policies) {
        ArrayNode array = MAPPER.createArrayNode();
        for (RulebookCheck.Breach breach : breaches) {
            String rule = breach.conflict().rule();
            List<String> offered = policies.stream()
                    .flatMap(policy -> sentencesOf(policy, rule).stream())
                    .toList();
            List<String> demanded =
                    sentencesOf(breach.bounds(), breach.conflict().against());
            ObjectNode node = array.addObject()
                    .put("offerRule", rule)
                    .put("rulebookRule", breach.conflict().against())
                    .put("certain", breach.conflict().certain())
                    .put("rulebookVersion", breach.version())
                    .put("sentence", sentence(offered, demanded, breach));
            offered.forEach(node.putArray("offerSentences")::add);
            demanded.forEach(node.putArray("rulebookSentences")::add);
        }
        return array;
    }

    private String sentence(List<String> offered, List<String> demanded, RulebookCheck.Breach breach) {
        String bound = demanded.isEmpty() ? breach.conflict().reason() : String.join(" ", demanded);
        return offered.isEmpty()
                ? words.text("conflict.missing", breach.version(), bound)
                : words.text("conflict", String.join(" ", offered), breach.version(), bound);
    }

    /** The sentences of one rule, without those that stand around every policy. */
    private List<String> sentencesOf(Policy policy, String rule) {
        Predicate<Rule> named = each -> each.id().equals(rule);
        Policy alone = new Policy(
                policy.id(),
                PolicyType.SET,
                policy.profiles(),
                List.of(),
                policy.conflict(),
                policy.shared(),
                policy.permissions().stream().filter(named).toList(),
                policy.prohibitions().stream().filter(named).toList(),
                policy.obligations().stream().filter(named).toList());
        List<String> lines = sentences.of(alone);
        return lines.subList(0, lines.size() - 1);
    }

    /** With the short names of types and attributes. */
    private ObjectNode content(Content content) {
        ObjectNode node = DatasetCodec.content(content);
        if (content instanceof Content.Entities entities) {
            names(node.putArray("types"), entities.types());
            names(node.putArray("attributes"), entities.attributes());
        }
        return node;
    }

    private void names(ArrayNode array, List<String> iris) {
        iris.forEach(iri -> array.add(names.compact().apply(iri)));
    }
}
