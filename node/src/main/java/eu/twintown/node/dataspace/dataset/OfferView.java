package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.conflict.Conflict;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.kernel.policy.text.PolicySentences;
import eu.twintown.node.dataspace.text.Words;
import eu.twintown.node.http.JsonMembers;
import java.util.ArrayList;
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

    private final Locale locale;
    private final TermNames names;
    private final PolicySentences sentences;
    private final Words words;

    OfferView(Locale locale, TermNames names) {
        this.locale = locale;
        this.names = names;
        this.sentences = new PolicySentences(locale, names.compact());
        this.words = new Words(BUNDLE, locale);
    }

    /** An offer as it is stored. */
    ObjectNode of(Offered offered, List<Policy> policies, OfferRules.Findings findings) {
        Dataset dataset = offered.dataset();
        ObjectNode node = MAPPER.createObjectNode()
                .put("id", dataset.id())
                .put("title", dataset.title())
                .put("description", dataset.description());
        node.set("content", content(dataset.content()));
        node.set("terms", terms(offered.terms(), policies));
        dataset.level().writeTo(node);
        node.put("published", offered.published())
                .put("withheld", offered.withheld())
                .put("origin", offered.configured() ? "configuration" : "api")
                .put("changedAt", dataset.changedAt().toString());
        node.set("conflicts", conflicts(findings, policies, dataset.level()));
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
            added(policies.get(i), term);
            array.add(term);
        }
        return array;
    }

    /** Of terms that were brought within a rulebook, the sentences that this added. */
    private void added(Policy policy, ObjectNode term) {
        if (term.has("bounds")) {
            ObjectNode plain = term.deepCopy();
            plain.retain("template", "choices", "policy");
            if (plain.has("template")) {
                plain.remove("policy");
            }
            List<String> before = sentences.of(Terms.offer("", JsonMembers.of(plain)));
            ArrayNode added = term.putArray("added");
            sentences.of(policy).stream()
                    .filter(sentence -> !before.contains(sentence))
                    .forEach(added::add);
        }
    }

    ArrayNode conflicts(OfferRules.Findings findings, List<Policy> policies, ServiceLevel promised) {
        ArrayNode array = MAPPER.createArrayNode();
        for (Conflict conflict : findings.conflicts()) {
            List<String> offered = policies.stream()
                    .flatMap(policy -> sentencesOf(policy, conflict.rule()).stream())
                    .toList();
            List<String> demanded = findings.bounds().stream()
                    .flatMap(policy -> sentencesOf(policy, conflict.against()).stream())
                    .toList();
            String bound = demanded.isEmpty() ? conflict.reason() : String.join(" ", demanded);
            conflict(array, findings.version(), offered, bound)
                    .put("offerRule", conflict.rule())
                    .put("rulebookRule", conflict.against())
                    .put("certain", conflict.certain());
        }
        for (OfferRules.Level level : findings.missed()) {
            conflict(array, findings.version(), promises(promised), level.text().apply(locale))
                    .put("offerRule", "serviceLevel")
                    .put("rulebookRule", level.id())
                    .put("certain", true);
        }
        return array;
    }

    private ObjectNode conflict(ArrayNode into, String version, List<String> offered, String demanded) {
        String sentence = offered.isEmpty()
                ? words.text("conflict.missing", version, demanded)
                : words.text("conflict", String.join(" ", offered), version, demanded);
        ObjectNode node = into.addObject().put("rulebookVersion", version).put("sentence", sentence);
        offered.forEach(node.putArray("offerSentences")::add);
        node.putArray("rulebookSentences").add(demanded);
        return node;
    }

    private List<String> promises(ServiceLevel level) {
        List<String> promises = new ArrayList<>();
        level.maxAge().ifPresent(age -> promises.add(words.text("level.maxAge", sentences.duration(age))));
        level.entities().ifPresent(count -> promises.add(words.text("level.entities", Long.toString(count))));
        return promises;
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
