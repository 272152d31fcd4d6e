package eu.twintown.kernel.policy.document;

import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a policy from JSON-LD as people and dataspace connectors write it: under the contexts of ODRL or the Dataspace
 * Protocol, with prefixes, or with full IRIs. Rules with several actions, assets or parties become several atomic rules
 * (Information Model 2.2, clause 2.7.2). What would change the meaning if it were overlooked is refused: ODRL members that
 * do not exist, constraints beside the rules, rules without action.
 */
public final class PolicyReader {
    private static final Set<String> KNOWN = Set.of(
            "id",
            "type",
            "profile",
            "inheritFrom",
            "conflict",
            "target",
            "assigner",
            "assignee",
            "action",
            "timestamp",
            "permission",
            "prohibition",
            "obligation");

    private final Names names;
    private final RuleReader rules;

    private PolicyReader(Names names, Limits limits) {
        this.names = names;
        this.rules = new RuleReader(names, limits);
    }

    /**
     * The policy in a document.
     *
     * @throws ProblemException BadRequestData with the place in the document, where it is no policy or exceeds the limits
     */
    public static Policy read(ObjectNode document, Limits limits) {
        return new PolicyReader(new Names(document.path("@context")), limits).policy(document);
    }

    /** The policy in a document, within the limits that hold by default. */
    public static Policy read(ObjectNode document) {
        return read(document, Limits.DEFAULT);
    }

    private Policy policy(ObjectNode document) {
        Fields fields = Fields.of(names, document, "", KNOWN);
        String id = fields.iri("id")
                .orElseThrow(() -> ProblemException.badData("A policy must have an IRI, as uid or @id.", "/uid"));
        RuleReader.Defaults defaults = rules.defaults(fields, id);
        List<Rule.Permission> permissions = rules.permissions(fields, id, defaults);
        List<Rule.Prohibition> prohibitions = rules.prohibitions(fields, id, defaults);
        List<Rule.Duty> obligations = rules.duties(fields, "obligation", id + "#obligation", 1, defaults);
        return new Policy(
                id,
                type(fields),
                iris(fields, "profile"),
                iris(fields, "inheritFrom"),
                conflict(fields),
                new Policy.Shared(
                        single(defaults.targets()),
                        single(defaults.assigners()),
                        single(defaults.assignees()),
                        Optional.of(fields.get("timestamp"))
                                .filter(node -> !node.isMissingNode())
                                .map(node ->
                                        node.isObject() ? node.path("@value").asString() : node.asString())),
                permissions,
                prohibitions,
                obligations);
    }

    /** Several shared assets or parties are already in the rules, each in its own. */
    private static <T> Optional<T> single(List<T> shared) {
        return shared.size() == 1 ? Optional.of(shared.getFirst()) : Optional.empty();
    }

    private PolicyType type(Fields fields) {
        PolicyType found = null;
        for (JsonNode node : fields.list("type")) {
            String term = names.vocabulary(Fields.reference(node, "/@type"));
            for (PolicyType type : PolicyType.values()) {
                found = term.equals(Odrl.NS + type.term()) ? type : found;
            }
            found = term.equals(Odrl.NS + "Policy") && found == null ? PolicyType.SET : found;
        }
        if (found == null && fields.has("type")) {
            throw ProblemException.badData("The policy is none of Set, Offer and Agreement.", "/@type");
        }
        return found == null ? PolicyType.SET : found;
    }

    private static ConflictStrategy conflict(Fields fields) {
        Optional<String> term = fields.odrl("conflict");
        for (ConflictStrategy strategy : ConflictStrategy.values()) {
            if (term.isPresent() && strategy.term().equals(term.get())) {
                return strategy;
            }
        }
        if (term.isPresent()) {
            throw ProblemException.badData("The conflict strategy is none of perm, prohibit and invalid.", "/conflict");
        }
        return ConflictStrategy.INVALID;
    }

    private List<String> iris(Fields fields, String member) {
        return fields.list(member).stream()
                .map(node -> names.expand(Fields.reference(node, fields.at(member))))
                .toList();
    }
}
