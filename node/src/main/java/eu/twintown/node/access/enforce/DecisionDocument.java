package eu.twintown.node.access.enforce;

import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.city.Narrowing;
import eu.twintown.kernel.policy.document.ReportWriter;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.text.PolicySentences;
import eu.twintown.node.trust.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A decision as JSON: who, what, why in plain words, and the report for machines. */
final class DecisionDocument {
    private static final JsonMapper MAPPER = JsonMapper.shared();

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

    DecisionDocument with(Refusal refusal) {
        json.put("outcome", "REFUSED").put("reason", refusal.reason()).put("rule", refusal.rule());
        refusal.constraint().ifPresent(constraint -> json.put("constraint", constraint));
        policy();
        return this;
    }

    DecisionDocument with(PolicyReport report, List<Narrowing> narrowings, Narrower.Result result) {
        result.refusal().ifPresentOrElse(this::with, () -> {
            boolean narrowed =
                    narrowings.stream().noneMatch(one -> one.constraints().isEmpty());
            json.put("outcome", narrowed ? "NARROWED" : "PERMITTED")
                    .put(
                            "reason",
                            narrowed
                                    ? "Allowed as far as the query is held to the constraints that are listed."
                                    : report.reason())
                    .put("rule", narrowings.getFirst().permission());
            ArrayNode constraints = json.putArray("narrowedTo");
            narrowings.forEach(one -> one.constraints().forEach(constraint -> constraints.add(text(constraint))));
            policy();
        });
        report.validUntil().ifPresent(until -> json.put("validUntil", until.toString()));
        json.set(
                "report",
                ReportWriter.write(report, "urn:uuid:" + json.path("id").asString()));
        return this;
    }

    private void policy() {
        if (!json.has("policy")) {
            new PolicySentences(Locale.ENGLISH, iri -> iri).of(grant.policy()).forEach(json.putArray("policy")::add);
        }
    }

    private static String text(Constraint.Atomic constraint) {
        return local(constraint.left()) + " " + constraint.operator().term() + " "
                + String.join(
                        ", ", constraint.right().stream().map(Operand::text).toList());
    }

    private static String local(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
    }

    String json() {
        return json.toString();
    }
}
