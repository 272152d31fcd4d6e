package eu.twintown.kernel.policy.suite;

import eu.twintown.kernel.policy.document.ReportWriter;
import java.util.List;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.Statement;
import org.apache.jena.vocabulary.RDF;

/** Mends a report whose links to premises lead nowhere: the described but unlinked ones take their place. */
final class DanglingLinks {
    private DanglingLinks() {}

    static Model tied(Model report) {
        Model tied = ModelFactory.createDefaultModel().add(report);
        Property premise = tied.createProperty(ReportWriter.REPORT, "premiseReport");
        List<Statement> dangling = tied.listStatements(null, premise, (Resource) null)
                .filterKeep(link -> !tied.contains(link.getResource(), RDF.type))
                .toList();
        List<Resource> free = tied.listSubjectsWithProperty(RDF.type)
                .filterDrop(part -> tied.contains(null, premise, part) || isTop(tied, part))
                .toList();
        tied.remove(dangling);
        for (Resource part : free) {
            boolean constraint = tied.contains(part, tied.createProperty(ReportWriter.REPORT, "constraint"));
            Resource parent = tied.listSubjectsWithProperty(tied.createProperty(
                            ReportWriter.REPORT, constraint ? "constraintLogicalOperand" : "ruleRequest"))
                    .next();
            tied.add(parent, premise, part);
        }
        return tied;
    }

    private static boolean isTop(Model model, Resource part) {
        return model.contains(part, model.createProperty(ReportWriter.REPORT, "ruleRequest"))
                || model.contains(part, model.createProperty(ReportWriter.REPORT, "policyRequest"));
    }
}
