package eu.twintown.node.access.enforce.decision;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.city.Narrowing;
import eu.twintown.kernel.policy.document.ReportWriter;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.text.DecisionSentences;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.http.Languages;
import eu.twintown.node.trust.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A decision as JSON: who, what, why in plain words, and the report for machines. It is stored with its words in every
 * language, under {@code texts}, and shown in one.
 */
final class DecisionDocument {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String TEXTS = "texts";

    private final ObjectNode json;
    private final Grant grant;

    private DecisionDocument(ObjectNode json, Grant grant) {
        this.json = json;
        this.grant = grant;
    }

    static DecisionDocument of(String id, Grant grant, Principal principal, List<String> purposes, Instant at) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("id", id)
                .put("at", at.toString())
                .put("agreement", grant.agreement())
                .put("dataset", grant.target())
                .put("party", principal.id())
                .put("name", principal.name());
        purposes.forEach(json.putArray("purposes")::add);
        return new DecisionDocument(json, grant);
    }

    /** A stored decision with its words in one language. */
    static JsonNode in(Locale locale, JsonNode stored) {
        if (stored instanceof ObjectNode decision && decision.get(TEXTS) instanceof ObjectNode texts) {
            ObjectNode shown = decision.without(TEXTS);
            texts.path(locale.getLanguage()).properties().forEach(text -> shown.set(text.getKey(), text.getValue()));
            return shown;
        }
        return stored;
    }

    DecisionDocument with(Refusal refusal) {
        json.put("outcome", "REFUSED");
        refusal.machine().forEach(json::put);
        words(refusal.reason());
        return this;
    }

    DecisionDocument with(PolicyReport report, List<Narrowing> narrowings, Optional<Refusal> refused) {
        refused.ifPresentOrElse(this::with, () -> permitted(report, narrowings));
        report.validUntil().ifPresent(until -> json.put("validUntil", until.toString()));
        json.set(
                "report",
                ReportWriter.write(report, "urn:uuid:" + json.path("id").asString()));
        return this;
    }

    private void permitted(PolicyReport report, List<Narrowing> narrowings) {
        boolean narrowed =
                narrowings.stream().noneMatch(one -> one.constraints().isEmpty());
        json.put("outcome", narrowed ? "NARROWED" : "PERMITTED")
                .put("rule", narrowings.getFirst().permission());
        ArrayNode constraints = json.putArray("narrowedTo");
        narrowings.forEach(one -> one.constraints().forEach(constraint -> write(constraint, constraints.addObject())));
        words(sentences -> narrowed
                ? narrowings.stream()
                        .map(one -> sentences.narrowed(List.copyOf(one.constraints())))
                        .collect(Collectors.joining(" "))
                : sentences.reason(grant.policy(), report));
    }

    private static void write(Constraint.Atomic constraint, ObjectNode into) {
        into.put("constraint", constraint.id())
                .put("leftOperand", constraint.left())
                .put("operator", constraint.operator().term());
        ArrayNode right = into.putArray("rightOperand");
        constraint.right().stream().map(Operand::text).forEach(right::add);
    }

    private void words(Function<DecisionSentences, String> reason) {
        ObjectNode texts = json.putObject(TEXTS);
        for (Locale locale : Languages.ALL) {
            DecisionSentences sentences = Refusal.sentences(locale);
            ObjectNode words = texts.putObject(locale.getLanguage()).put("reason", reason.apply(sentences));
            sentences.policy(grant.policy()).forEach(words.putArray("policy")::add);
        }
    }

    String json() {
        return json.toString();
    }
}
