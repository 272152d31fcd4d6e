package eu.twintown.kernel.policy.document;

import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.evaluation.Activation;
import eu.twintown.kernel.policy.evaluation.Deontic;
import eu.twintown.kernel.policy.evaluation.Performance;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Premise;
import eu.twintown.kernel.policy.evaluation.RuleReport;
import eu.twintown.kernel.policy.evaluation.Satisfaction;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a report in the compliance report vocabulary (https://w3id.org/force/compliance-report#) as JSON-LD that needs no
 * remote context. The reasons are a term of our own; so is {@code Unknown} as satisfactionState.
 */
public final class ReportWriter {
    public static final String REPORT = "https://w3id.org/force/compliance-report#";
    public static final String TERMS = "https://twintown.eu/terms/policy#";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String reportId;
    private final boolean reasons;
    private int parts;

    private ReportWriter(String reportId, boolean reasons) {
        this.reportId = reportId;
        this.reasons = reasons;
    }

    /** The report under an IRI, with the outcome and the reasons. */
    public static ObjectNode write(PolicyReport report, String reportId) {
        return new ReportWriter(reportId, true).policy(report);
    }

    /** The report in the terms of the vocabulary alone. */
    public static ObjectNode writePlain(PolicyReport report, String reportId) {
        return new ReportWriter(reportId, false).policy(report);
    }

    private ObjectNode policy(PolicyReport report) {
        ObjectNode node = NODES.objectNode();
        node.set(
                "@context",
                NODES.objectNode()
                        .put("@vocab", REPORT)
                        .put("dct", "http://purl.org/dc/terms/")
                        .put("tt", TERMS));
        node.put("@id", reportId).put("@type", "PolicyReport");
        node.set("dct:created", typed(report.created().toString(), Odrl.XSD + "dateTime"));
        node.set("policy", iri(report.policy()));
        node.set("policyRequest", iri(report.request().id()));
        ArrayNode rules = node.putArray("ruleReport");
        for (RuleReport rule : report.rules()) {
            rules.add(rule(rule, report.request().ruleId()));
        }
        if (reasons) {
            node.put("tt:outcome", report.outcome().name()).put("tt:reason", report.reason());
        }
        return node;
    }

    private ObjectNode rule(RuleReport report, String ruleRequest) {
        ObjectNode node =
                switch (report) {
                    case RuleReport.OfPermission permission ->
                        part("PermissionReport", report.reason())
                                .set("conditionReport", duties(permission.conditions()));
                    case RuleReport.OfProhibition prohibition ->
                        part("ProhibitionReport", report.reason()).set("remedyReport", duties(prohibition.remedies()));
                    case RuleReport.OfDuty duty -> duty(duty);
                };
        node.set("attemptState", iri(REPORT + "Attempted"));
        node.set("ruleRequest", iri(ruleRequest));
        node.set("rule", iri(report.rule().id()));
        node.set("premiseReport", premises(report.premises()));
        node.set("activationState", iri(REPORT + (report.activation() == Activation.ACTIVE ? "Active" : "Inactive")));
        return node;
    }

    private ArrayNode duties(List<RuleReport.OfDuty> duties) {
        ArrayNode nodes = NODES.arrayNode();
        for (RuleReport.OfDuty duty : duties) {
            nodes.add(duty(duty));
        }
        return nodes;
    }

    /** A duty that the world has a report of is referred to; otherwise the report is made here. */
    private ObjectNode duty(RuleReport.OfDuty duty) {
        if (duty.record().isPresent()) {
            ObjectNode node = iri(duty.record().get());
            if (reasons) {
                node.put("tt:reason", duty.reason());
            }
            return node;
        }
        ObjectNode node = part("DutyReport", duty.reason());
        node.set("rule", iri(duty.rule().id()));
        node.set("premiseReport", premises(duty.premises()));
        node.set("performanceState", iri(REPORT + performance(duty.performance())));
        node.set("deonticState", iri(REPORT + deontic(duty.deontic())));
        return node;
    }

    private ArrayNode premises(List<Premise> premises) {
        ArrayNode nodes = NODES.arrayNode();
        for (Premise premise : premises) {
            nodes.add(premise(premise));
        }
        return nodes;
    }

    private ObjectNode premise(Premise premise) {
        ObjectNode node =
                switch (premise) {
                    case Premise.Match match -> match(match);
                    case Premise.Compared compared -> compared(compared);
                    case Premise.Joined joined -> joined(joined);
                };
        node.set("satisfactionState", iri(satisfaction(premise.state())));
        return node;
    }

    private ObjectNode match(Premise.Match match) {
        String type =
                switch (match.part()) {
                    case TARGET -> "TargetReport";
                    case PARTY -> "PartyReport";
                    case ACTION -> "ActionReport";
                };
        ObjectNode node = part(type, match.reason());
        node.set("premiseReport", premises(match.refinements()));
        return node;
    }

    /** As in the vocabulary's test suite, operator and right operand are told where the constraint holds. */
    private ObjectNode compared(Premise.Compared compared) {
        ObjectNode node = part("ConstraintReport", compared.reason());
        node.set("constraint", iri(compared.constraint().id()));
        node.set("constraintLeftOperand", values(compared.actual()));
        if (compared.state() == Satisfaction.SATISFIED) {
            node.set(
                    "constraintOperator",
                    iri(Odrl.NS + compared.constraint().operator().term()));
            node.set("constraintRightOperand", values(compared.constraint().right()));
        }
        return node;
    }

    private ObjectNode joined(Premise.Joined joined) {
        ObjectNode node = part("ConstraintReport", joined.reason());
        node.set("constraint", iri(joined.constraint().id()));
        node.set(
                "constraintLogicalOperand",
                iri(Odrl.NS + joined.constraint().connective().term()));
        node.set("premiseReport", premises(joined.parts()));
        return node;
    }

    private ObjectNode part(String type, String reason) {
        ObjectNode node =
                NODES.objectNode().put("@id", reportId + "/" + ++parts).put("@type", type);
        return reasons ? node.put("tt:reason", reason) : node;
    }

    private static ArrayNode values(List<Operand> operands) {
        ArrayNode nodes = NODES.arrayNode();
        for (Operand operand : operands) {
            nodes.add(
                    switch (operand) {
                        case Operand.Iri iri -> iri(iri.text());
                        case Literal literal -> typed(literal.text(), literal.datatype());
                    });
        }
        return nodes;
    }

    private static ObjectNode iri(String iri) {
        return NODES.objectNode().put("@id", iri);
    }

    private static ObjectNode typed(String text, String datatype) {
        return NODES.objectNode().put("@value", text).put("@type", datatype);
    }

    private static String satisfaction(Satisfaction state) {
        return switch (state) {
            case SATISFIED -> REPORT + "Satisfied";
            case UNSATISFIED -> REPORT + "Unsatisfied";
            case UNKNOWN -> TERMS + "Unknown";
        };
    }

    private static String performance(Performance performance) {
        return switch (performance) {
            case PERFORMED -> "Performed";
            case UNPERFORMED -> "Unperformed";
            case UNKNOWN -> "Unknown";
        };
    }

    private static String deontic(Deontic deontic) {
        return switch (deontic) {
            case FULFILLED -> "Fulfilled";
            case VIOLATED -> "Violated";
            case NON_SET -> "NonSet";
        };
    }
}
