package eu.twintown.kernel.policy.suite;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.ReportWriter;
import eu.twintown.kernel.policy.evaluation.Deontic;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.kernel.policy.evaluation.Performance;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.rdf.model.Statement;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;

/** One case of the suite: its own triples, with the policy, request and state of the world that it names. */
record SuiteCase(String name, Suite suite, Model expected) {
    static final String EX = "http://example.org/";

    Policy policy() {
        String id = part("policy");
        return new TurtlePolicies(suite.policies().get(id)).policy(id);
    }

    Request request() {
        String id = part("request");
        Resource rule =
                object(suite.requests().get(id).getResource(id), "permission").orElseThrow();
        return new Request(
                id,
                rule.getURI(),
                object(rule, "action").orElseThrow().getURI(),
                object(rule, "assignee").map(Resource::getURI),
                object(rule, "target").map(Resource::getURI),
                Map.of());
    }

    /** The state of the world: the time, who and what is member of what, and the reports of duties. */
    World world() {
        Model model = suite.worlds().get(part("sotw"));
        Statement time = model.listStatements(
                        model.getResource("http://example.com/request/currentTime"), DCTerms.issued, (String) null)
                .next();
        World world = World.at(Instant.parse(time.getString()));
        for (Statement member : model.listStatements(null, property(Odrl.NS, "partOf"), (Resource) null)
                .toList()) {
            world = world.withMember(
                    member.getSubject().getURI(), member.getResource().getURI());
        }
        for (Resource report : model.listSubjectsWithProperty(RDF.type, property(ReportWriter.REPORT, "DutyReport"))
                .toList()) {
            world = world.withDuty(duty(report));
        }
        return world;
    }

    /** A report of a duty tells that its action was done; which action, the policy that has the duty says. */
    private DutyRecord duty(Resource report) {
        Resource duty = report.getPropertyResourceValue(property(ReportWriter.REPORT, "rule"));
        String performance = value(report, "performanceState");
        String deontic = value(report, "deonticState");
        Optional<DutyRecord.Deed> deed = performance.equals("Performed")
                ? suite.actionOf(duty)
                        .map(action -> new DutyRecord.Deed(action, Optional.empty(), Optional.empty(), Map.of()))
                : Optional.empty();
        return new DutyRecord(
                report.getURI(),
                Optional.of(duty.getURI()),
                deed,
                Performance.valueOf(performance.toUpperCase(Locale.ROOT)),
                deontic.equals("NonSet") ? Deontic.NON_SET : Deontic.valueOf(deontic.toUpperCase(Locale.ROOT)));
    }

    /** The expected report alone, its own ids made anonymous. */
    Model expectedReport() {
        Model report = ModelFactory.createDefaultModel().add(expected);
        report.removeAll(testCase(), null, null);
        return anonymous(report);
    }

    /** The same triples, with every report that is described in the graph made a blank node. */
    static Model anonymous(Model model) {
        Model anonymous = ModelFactory.createDefaultModel();
        Map<Resource, Resource> names = new HashMap<>();
        model.listSubjectsWithProperty(RDF.type).forEach(s -> names.put(s, anonymous.createResource()));
        model.listStatements()
                .forEach(s -> anonymous.add(
                        names.getOrDefault(s.getSubject(), s.getSubject()),
                        s.getPredicate(),
                        s.getObject().isResource()
                                ? names.getOrDefault(s.getResource(), s.getResource())
                                : s.getObject()));
        return anonymous;
    }

    private Resource testCase() {
        return expected.listSubjectsWithProperty(RDF.type, expected.createResource(EX + "TestCase"))
                .next();
    }

    private String part(String name) {
        return testCase().getPropertyResourceValue(property(EX, name)).getURI();
    }

    static Optional<Resource> object(Resource subject, String property) {
        return Optional.ofNullable(subject.getPropertyResourceValue(property(Odrl.NS, property)));
    }

    private static String value(Resource report, String property) {
        return report.getPropertyResourceValue(property(ReportWriter.REPORT, property))
                .getLocalName();
    }

    private static Property property(String namespace, String name) {
        return ResourceFactory.createProperty(namespace, name);
    }

    @Override
    public String toString() {
        return name;
    }
}
