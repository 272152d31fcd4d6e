package eu.twintown.node.catalogue;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.Rule;
import java.util.List;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.vocabulary.RDF;

/** Policies as RDF in the terms of ODRL 2.2 (Vocabulary &amp; Expression). */
final class PolicyGraph {
    static final Property HAS_POLICY = property("hasPolicy");

    private final Model model;

    PolicyGraph(Model model) {
        this.model = model;
        model.setNsPrefix("odrl", Odrl.NS);
    }

    /** The policy, for {@link #HAS_POLICY}. */
    Resource of(Policy policy) {
        Resource resource = model.createResource(policy.id())
                .addProperty(
                        RDF.type, model.createResource(Odrl.NS + policy.type().term()));
        policy.profiles().forEach(profile -> resource.addProperty(property("profile"), model.createResource(profile)));
        policy.inheritFrom()
                .forEach(parent -> resource.addProperty(property("inheritFrom"), model.createResource(parent)));
        if (policy.conflict() != ConflictStrategy.INVALID) {
            resource.addProperty(
                    property("conflict"),
                    model.createResource(Odrl.NS + policy.conflict().term()));
        }
        policy.shared()
                .assignee()
                .ifPresent(party -> resource.addProperty(property("assignee"), model.createResource(party.id())));
        rules(resource, "permission", policy.permissions());
        rules(resource, "prohibition", policy.prohibitions());
        rules(resource, "obligation", policy.obligations());
        return resource;
    }

    private void rules(Resource policy, String member, List<? extends Rule> rules) {
        rules.forEach(rule -> policy.addProperty(property(member), rule(rule)));
    }

    private Resource rule(Rule rule) {
        Rule.Head head = rule.head();
        Resource resource = model.createResource(head.id());
        head.action().ifPresent(action -> resource.addProperty(property("action"), action(action)));
        head.target().ifPresent(asset -> resource.addProperty(property("target"), model.createResource(asset.id())));
        head.assignee()
                .ifPresent(party -> resource.addProperty(property("assignee"), model.createResource(party.id())));
        constraints(resource, "constraint", head.constraints());
        switch (rule) {
            case Rule.Permission permission -> rules(resource, "duty", permission.duties());
            case Rule.Prohibition prohibition -> rules(resource, "remedy", prohibition.remedies());
            case Rule.Duty duty -> rules(resource, "consequence", duty.consequences());
        }
        return resource;
    }

    private Resource action(Action action) {
        Resource named = model.createResource(action.id());
        if (action.refinements().isEmpty()) {
            return named;
        }
        Resource refined = model.createResource().addProperty(RDF.value, named);
        constraints(refined, "refinement", action.refinements());
        return refined;
    }

    private void constraints(Resource resource, String member, List<Constraint> constraints) {
        constraints.forEach(constraint -> resource.addProperty(property(member), constraint(constraint)));
    }

    private Resource constraint(Constraint constraint) {
        Resource resource = model.createResource(constraint.id());
        switch (constraint) {
            case Constraint.Logical logical -> {
                RDFNode[] parts = logical.parts().stream().map(this::constraint).toArray(RDFNode[]::new);
                resource.addProperty(property(logical.connective().term()), model.createList(parts));
            }
            case Constraint.Atomic atomic -> {
                resource.addProperty(property("leftOperand"), model.createResource(atomic.left()))
                        .addProperty(
                                property("operator"),
                                model.createResource(Odrl.NS + atomic.operator().term()));
                atomic.right().forEach(operand -> resource.addProperty(property("rightOperand"), operand(operand)));
                atomic.reference()
                        .ifPresent(iri ->
                                resource.addProperty(property("rightOperandReference"), model.createResource(iri)));
                atomic.unit().ifPresent(unit -> resource.addProperty(property("unit"), model.createResource(unit)));
            }
        }
        return resource;
    }

    private RDFNode operand(Operand operand) {
        return switch (operand) {
            case Operand.Iri iri -> model.createResource(iri.text());
            case Literal literal ->
                model.createTypedLiteral(
                        literal.text(), TypeMapper.getInstance().getSafeTypeByName(literal.datatype()));
        };
    }

    private static Property property(String term) {
        return ResourceFactory.createProperty(Odrl.NS, term);
    }
}
