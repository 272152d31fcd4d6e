package eu.twintown.kernel.policy.document;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the rules of a policy and splits them into atomic ones, counting them against the limits. */
final class RuleReader {
    /** Relations and functions that say more about a rule but narrow nothing: they may stand there and are not kept. */
    private static final Set<String> BESIDE = Set.of(
            "output",
            "attributedParty",
            "attributingParty",
            "compensatedParty",
            "compensatingParty",
            "consentedParty",
            "consentingParty",
            "contractedParty",
            "contractingParty",
            "informedParty",
            "informingParty",
            "trackedParty",
            "trackingParty");

    private static final Set<String> COMMON =
            Set.of("id", "type", "action", "target", "assigner", "assignee", "constraint");
    private static final Set<String> THING = Set.of(
            "id",
            "type",
            "value",
            "source",
            "refinement",
            "partOf",
            "hasPolicy",
            "assignerOf",
            "assigneeOf",
            "includedIn",
            "implies");

    private static final Set<String> PERMISSION = known("duty");
    private static final Set<String> PROHIBITION = known("remedy");
    private static final Set<String> DUTY = known("consequence");

    private final Names names;
    private final Limits limits;
    private final ConstraintReader constraints;
    private int count;

    RuleReader(Names names, Limits limits) {
        this.names = names;
        this.limits = limits;
        this.constraints = new ConstraintReader(names, limits);
    }

    /** What the policy says for all rules. Only what is one stays with the policy; more than one goes into each rule. */
    record Defaults(List<Action> actions, List<Asset> targets, List<Party> assigners, List<Party> assignees) {
        static final Defaults NONE = new Defaults(List.of(), List.of(), List.of(), List.of());

        private static <T> List<T> several(List<T> shared) {
            return shared.size() > 1 ? shared : List.of();
        }
    }

    Defaults defaults(Fields policy, String id) {
        return new Defaults(
                actions(policy, id, 1),
                assets(policy, id, 1),
                parties(policy, "assigner", id, 1),
                parties(policy, "assignee", id, 1));
    }

    List<Rule.Permission> permissions(Fields policy, String policyId, Defaults defaults) {
        List<Rule.Permission> permissions = new ArrayList<>();
        int number = 0;
        for (JsonNode node : policy.list("permission")) {
            String id = policyId + "#permission-" + ++number;
            Fields rule = rule(node, policy.at("permission"), PERMISSION);
            List<Rule.Duty> duties = duties(rule, "duty", id + "-duty", 2, Defaults.NONE);
            heads(rule, id, 1, defaults, duties.size())
                    .forEach(head -> permissions.add(new Rule.Permission(head, duties)));
        }
        return permissions;
    }

    List<Rule.Prohibition> prohibitions(Fields policy, String policyId, Defaults defaults) {
        List<Rule.Prohibition> prohibitions = new ArrayList<>();
        int number = 0;
        for (JsonNode node : policy.list("prohibition")) {
            String id = policyId + "#prohibition-" + ++number;
            Fields rule = rule(node, policy.at("prohibition"), PROHIBITION);
            List<Rule.Duty> remedies = duties(rule, "remedy", id + "-remedy", 2, Defaults.NONE);
            heads(rule, id, 1, defaults, remedies.size())
                    .forEach(head -> prohibitions.add(new Rule.Prohibition(head, remedies)));
        }
        return prohibitions;
    }

    List<Rule.Duty> duties(Fields owner, String member, String idBase, int depth, Defaults defaults) {
        if (depth > limits.depth()) {
            throw tooDeep(owner.at(member));
        }
        List<Rule.Duty> duties = new ArrayList<>();
        int number = 0;
        for (JsonNode node : owner.list(member)) {
            String id = idBase + "-" + ++number;
            Fields rule = rule(node, owner.at(member), DUTY);
            List<Rule.Duty> consequences = duties(rule, "consequence", id + "-consequence", depth + 1, Defaults.NONE);
            heads(rule, id, depth, defaults, consequences.size())
                    .forEach(head -> duties.add(new Rule.Duty(head, consequences)));
        }
        return duties;
    }

    private Fields rule(JsonNode node, String pointer, Set<String> known) {
        return Fields.of(names, node, pointer, known);
    }

    private static Set<String> known(String own) {
        Set<String> known = new HashSet<>(COMMON);
        known.addAll(BESIDE);
        known.add(own);
        return Set.copyOf(known);
    }

    /**
     * One head for each combination of action, asset and parties.
     *
     * @param attached how many duties each of them has
     */
    private List<Rule.Head> heads(Fields rule, String fallbackId, int depth, Defaults defaults, int attached) {
        String id = rule.iri("id").orElse(fallbackId);
        List<Action> actions = actions(rule, id, depth);
        actions = actions.isEmpty() ? defaults.actions() : actions;
        if (actions.isEmpty()) {
            throw ProblemException.badData("A rule must have an action.", rule.at("action"));
        }
        List<Constraint> own = constraints.read(rule, "constraint", id, depth);
        List<Optional<Asset>> targets = orNone(assets(rule, id, depth), defaults.targets());
        List<Optional<Party>> assigners = orNone(parties(rule, "assigner", id, depth), defaults.assigners());
        List<Optional<Party>> assignees = orNone(parties(rule, "assignee", id, depth), defaults.assignees());
        List<Rule.Head> heads = new ArrayList<>();
        for (Action action : actions) {
            for (Optional<Asset> target : targets) {
                for (Optional<Party> assignee : assignees) {
                    for (Optional<Party> assigner : assigners) {
                        countRules(heads.isEmpty() ? 1 : 1 + attached, rule);
                        constraints.countAgain(heads.isEmpty() ? List.of() : own, rule.pointer());
                        String headId = heads.isEmpty() ? id : id + "/" + (heads.size() + 1);
                        heads.add(new Rule.Head(headId, Optional.of(action), target, assigner, assignee, own));
                    }
                }
            }
        }
        return heads;
    }

    private static <T> List<Optional<T>> orNone(List<T> own, List<T> shared) {
        List<T> values = own.isEmpty() ? Defaults.several(shared) : own;
        return values.isEmpty()
                ? List.of(Optional.empty())
                : values.stream().map(Optional::of).toList();
    }

    private void countRules(int more, Fields rule) {
        count += more;
        if (count > limits.rules()) {
            throw ProblemException.badData(
                    "The policy has more than " + limits.rules() + " rules, which is the limit.", rule.pointer());
        }
    }

    private ProblemException tooDeep(String pointer) {
        return ProblemException.badData(
                "The policy is nested deeper than " + limits.depth() + " levels, which is the limit.", pointer);
    }

    private List<Action> actions(Fields owner, String ownerId, int depth) {
        List<Action> actions = new ArrayList<>();
        for (JsonNode node : owner.list("action")) {
            if (node.isString()) {
                actions.add(new Action(names.vocabulary(node.asString())));
            } else {
                Fields fields = Fields.of(names, node, owner.at("action"), THING);
                String id = fields.term(fields.has("value") ? "value" : "id")
                        .orElseThrow(() -> ProblemException.badData("The action is not named.", owner.at("action")));
                actions.add(new Action(id, constraints.read(fields, "refinement", ownerId + "-action", depth + 1)));
            }
        }
        return actions;
    }

    private List<Asset> assets(Fields owner, String ownerId, int depth) {
        return things(owner, "target", ownerId, depth).stream()
                .map(thing -> new Asset(thing.id(), thing.collection(), thing.refinements()))
                .toList();
    }

    private List<Party> parties(Fields owner, String member, String ownerId, int depth) {
        return things(owner, member, ownerId, depth).stream()
                .map(thing -> new Party(thing.id(), thing.collection(), thing.refinements()))
                .toList();
    }

    private record Thing(String id, boolean collection, List<Constraint> refinements) {}

    private List<Thing> things(Fields owner, String member, String ownerId, int depth) {
        List<Thing> things = new ArrayList<>();
        for (JsonNode node : owner.list(member)) {
            if (node.isString()) {
                things.add(new Thing(names.expand(Fields.reference(node, owner.at(member))), false, List.of()));
            } else {
                things.add(thing(Fields.of(names, node, owner.at(member), THING), ownerId + "-" + member, depth));
            }
        }
        return things;
    }

    /** A collection without own IRI is known by its source. */
    private Thing thing(Fields fields, String ownerId, int depth) {
        String id = fields.iri("id")
                .or(() -> fields.iri("source"))
                .orElseThrow(() -> ProblemException.badData("An IRI is missing here.", fields.pointer()));
        boolean collection = fields.list("type").stream()
                .map(node -> names.vocabulary(Fields.reference(node, fields.at("type"))))
                .anyMatch(type -> type.equals(Odrl.NS + "AssetCollection") || type.equals(Odrl.NS + "PartyCollection"));
        return new Thing(id, collection, constraints.read(fields, "refinement", ownerId, depth + 1));
    }
}
