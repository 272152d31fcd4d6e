package eu.twintown.kernel.policy.document;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.city.CityProfile;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes policies as JSON-LD. The same policy gives the same document; read again it is the same policy. */
public final class PolicyWriter {
    /** The context of ODRL 2.2. */
    public static final String CONTEXT = "http://www.w3.org/ns/odrl.jsonld";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PolicyWriter() {}

    /** A document of its own, under the context of ODRL. */
    public static ObjectNode write(Policy policy) {
        ObjectNode document = NODES.objectNode();
        document.putArray("@context")
                .add(CONTEXT)
                .add(NODES.objectNode().put("city", CityProfile.NS).put("cc", Odrl.CC));
        document.setAll(embedded(policy));
        return document;
    }

    /**
     * The policy without context, to stand in a message of the Dataspace Protocol. Names of other vocabularies are full
     * IRIs, so that it reads the same under any context that has the terms of ODRL.
     */
    public static ObjectNode embedded(Policy policy) {
        ObjectNode node = NODES.objectNode();
        node.put("@id", policy.id()).put("@type", policy.type().term());
        iris(node, "profile", policy.profiles());
        iris(node, "inheritFrom", policy.inheritFrom());
        if (policy.conflict() != ConflictStrategy.INVALID) {
            node.put("conflict", policy.conflict().term());
        }
        policy.shared().target().ifPresent(target -> node.set("target", asset(target)));
        policy.shared().assigner().ifPresent(assigner -> node.set("assigner", party(assigner)));
        policy.shared().assignee().ifPresent(assignee -> node.set("assignee", party(assignee)));
        policy.shared().timestamp().ifPresent(timestamp -> node.put("timestamp", timestamp));
        rules(node, "permission", policy.permissions());
        rules(node, "prohibition", policy.prohibitions());
        rules(node, "obligation", policy.obligations());
        return node;
    }

    private static void iris(ObjectNode node, String member, List<String> iris) {
        if (!iris.isEmpty()) {
            ArrayNode array = node.putArray(member);
            iris.forEach(array::add);
        }
    }

    private static void rules(ObjectNode node, String member, List<? extends Rule> rules) {
        if (!rules.isEmpty()) {
            ArrayNode array = node.putArray(member);
            for (Rule rule : rules) {
                array.add(rule(rule));
            }
        }
    }

    private static ObjectNode rule(Rule rule) {
        Rule.Head head = rule.head();
        ObjectNode node = NODES.objectNode().put("@id", head.id());
        head.action().ifPresent(action -> node.set("action", action(action)));
        head.target().ifPresent(target -> node.set("target", asset(target)));
        head.assigner().ifPresent(assigner -> node.set("assigner", party(assigner)));
        head.assignee().ifPresent(assignee -> node.set("assignee", party(assignee)));
        constraints(node, "constraint", head.constraints());
        switch (rule) {
            case Rule.Permission permission -> rules(node, "duty", permission.duties());
            case Rule.Prohibition prohibition -> rules(node, "remedy", prohibition.remedies());
            case Rule.Duty duty -> rules(node, "consequence", duty.consequences());
        }
        return node;
    }

    private static JsonNode action(Action action) {
        if (action.refinements().isEmpty()) {
            return NODES.stringNode(term(action.id()));
        }
        ObjectNode node = NODES.objectNode();
        node.set("rdf:value", NODES.objectNode().put("@id", action.id()));
        constraints(node, "refinement", action.refinements());
        return node;
    }

    private static JsonNode asset(Asset asset) {
        return thing(
                asset.id(),
                asset.collection() ? Optional.of("AssetCollection") : Optional.empty(),
                asset.refinements());
    }

    private static JsonNode party(Party party) {
        return thing(
                party.id(),
                party.collection() ? Optional.of("PartyCollection") : Optional.empty(),
                party.refinements());
    }

    private static JsonNode thing(String id, Optional<String> type, List<Constraint> refinements) {
        if (type.isEmpty() && refinements.isEmpty()) {
            return NODES.stringNode(id);
        }
        ObjectNode node = NODES.objectNode().put("@id", id);
        type.ifPresent(name -> node.put("@type", name));
        constraints(node, "refinement", refinements);
        return node;
    }

    private static void constraints(ObjectNode node, String member, List<Constraint> constraints) {
        if (!constraints.isEmpty()) {
            ArrayNode array = node.putArray(member);
            constraints.forEach(constraint -> array.add(constraint(constraint)));
        }
    }

    private static ObjectNode constraint(Constraint constraint) {
        ObjectNode node = NODES.objectNode().put("@id", constraint.id());
        switch (constraint) {
            case Constraint.Logical logical ->
                constraints(node, logical.connective().term(), logical.parts());
            case Constraint.Atomic atomic -> {
                node.put("leftOperand", term(atomic.left()));
                node.put("operator", atomic.operator().term());
                operands(node, atomic.right());
                atomic.reference()
                        .ifPresent(iri -> node.set(
                                "rightOperandReference", NODES.objectNode().put("@id", iri)));
                atomic.unit().ifPresent(unit -> node.put("unit", unit));
            }
        }
        return node;
    }

    private static void operands(ObjectNode node, List<Operand> operands) {
        if (operands.size() == 1) {
            node.set("rightOperand", operand(operands.getFirst()));
        } else if (!operands.isEmpty()) {
            ArrayNode array = node.putArray("rightOperand");
            operands.forEach(operand -> array.add(operand(operand)));
        }
    }

    private static JsonNode operand(Operand operand) {
        return switch (operand) {
            case Operand.Iri iri -> NODES.objectNode().put("@id", iri.text());
            case Literal literal ->
                NODES.objectNode().put("@value", literal.text()).put("@type", literal.datatype());
        };
    }

    private static String term(String iri) {
        return iri.startsWith(Odrl.NS) ? iri.substring(Odrl.NS.length()) : iri;
    }
}
