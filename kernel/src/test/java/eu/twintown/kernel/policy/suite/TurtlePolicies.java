package eu.twintown.kernel.policy.suite;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Connective;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.RDF;

/** Reads policies from RDF graphs, as far as the suite uses ODRL. */
final class TurtlePolicies {
    private final Model model;

    TurtlePolicies(Model model) {
        this.model = model;
    }

    Policy policy(String id) {
        Resource policy = model.getResource(id);
        return new Policy(
                id,
                PolicyType.SET,
                List.of(),
                List.of(),
                ConflictStrategy.INVALID,
                Policy.Shared.NONE,
                objects(policy, "permission").stream().map(this::permission).toList(),
                objects(policy, "prohibition").stream()
                        .map(r -> new Rule.Prohibition(head(r), List.of()))
                        .toList(),
                objects(policy, "obligation").stream().map(this::duty).toList());
    }

    private Rule.Permission permission(Resource rule) {
        return new Rule.Permission(
                head(rule), objects(rule, "duty").stream().map(this::duty).toList());
    }

    Rule.Duty duty(Resource rule) {
        return new Rule.Duty(head(rule), List.of());
    }

    private Rule.Head head(Resource rule) {
        return new Rule.Head(
                rule.getURI(),
                one(rule, "action").map(r -> new Action(r.getURI())),
                one(rule, "target").map(r -> new Asset(r.getURI(), isA(r, "AssetCollection"), List.of())),
                one(rule, "assigner").map(r -> new Party(r.getURI())),
                one(rule, "assignee").map(r -> new Party(r.getURI(), isA(r, "PartyCollection"), List.of())),
                objects(rule, "constraint").stream().map(this::constraint).toList());
    }

    private Constraint constraint(Resource constraint) {
        for (Connective connective : Connective.values()) {
            List<Resource> parts = objects(constraint, connective.term());
            if (!parts.isEmpty()) {
                return new Constraint.Logical(
                        constraint.getURI(),
                        connective,
                        parts.stream().map(this::constraint).toList());
            }
        }
        String operator = one(constraint, "operator").orElseThrow().getLocalName();
        List<Operand> right = new ArrayList<>();
        model.listObjectsOfProperty(constraint, model.createProperty(Odrl.NS, "rightOperand"))
                .forEach(node -> right.add(operand(node)));
        return new Constraint.Atomic(
                constraint.getURI(),
                one(constraint, "leftOperand").orElseThrow().getURI(),
                Arrays.stream(Operator.values())
                        .filter(o -> o.term().equals(operator))
                        .findFirst()
                        .orElseThrow(),
                right,
                Optional.empty(),
                Optional.empty());
    }

    private static Operand operand(RDFNode node) {
        return node.isLiteral()
                ? Literal.of(node.asLiteral().getLexicalForm(), node.asLiteral().getDatatypeURI())
                : Operand.iri(node.asResource().getURI());
    }

    private boolean isA(Resource resource, String type) {
        return model.contains(resource, RDF.type, model.createResource(Odrl.NS + type));
    }

    private Optional<Resource> one(Resource subject, String property) {
        return objects(subject, property).stream().findFirst();
    }

    private List<Resource> objects(Resource subject, String property) {
        return model.listObjectsOfProperty(subject, model.createProperty(Odrl.NS, property))
                .mapWith(RDFNode::asResource)
                .toList();
    }
}
