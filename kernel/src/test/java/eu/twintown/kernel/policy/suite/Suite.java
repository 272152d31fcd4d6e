package eu.twintown.kernel.policy.suite;

import eu.twintown.kernel.policy.Odrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.vocabulary.RDF;

/**
 * The files of the suite. Each stays a graph of its own, because some share ids (constraints, the current time).
 *
 * @param policies by the IRI of the policy
 * @param requests by the IRI of the request
 * @param worlds by the IRI of the state of the world
 */
record Suite(Map<String, Model> policies, Map<String, Model> requests, Map<String, Model> worlds) {

    static Suite read(Path data) {
        return new Suite(
                graphs(data.resolve("policies"), Odrl.NS + "Set"),
                graphs(data.resolve("requests"), Odrl.NS + "Request"),
                graphs(data.resolve("sotw"), SuiteCase.EX + "Sotw"));
    }

    List<SuiteCase> cases(Path data) {
        return files(data.resolve("test_cases")).stream()
                .map(file -> new SuiteCase(file.getFileName().toString(), this, graph(file)))
                .toList();
    }

    /** The action of a rule, whichever policy has it. */
    Optional<String> actionOf(Resource rule) {
        return policies.values().stream()
                .flatMap(model -> SuiteCase.object(model.getResource(rule.getURI()), "action").stream())
                .map(Resource::getURI)
                .findFirst();
    }

    private static Map<String, Model> graphs(Path folder, String type) {
        Map<String, Model> graphs = new HashMap<>();
        for (Path file : files(folder)) {
            Model graph = graph(file);
            graph.listSubjectsWithProperty(RDF.type, graph.createResource(type))
                    .forEach(subject -> graphs.put(subject.getURI(), graph));
        }
        return graphs;
    }

    private static Model graph(Path file) {
        return RDFDataMgr.loadModel(file.toUri().toString());
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".ttl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
