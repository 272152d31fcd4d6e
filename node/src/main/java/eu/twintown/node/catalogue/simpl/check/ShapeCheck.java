package eu.twintown.node.catalogue.simpl.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.validation.ReportEntry;
import org.jspecify.annotations.Nullable;

/** Checks the graph of a self-description by a data space's shapes. */
public final class ShapeCheck {
    private static final String SH = "http://www.w3.org/ns/shacl#";
    private static final Node PROPERTY = NodeFactory.createURI(SH + "property");
    private static final int DEEPEST = 20;

    private ShapeCheck() {}

    /** What is wrong with the graph, by property; empty where it fits. */
    public static List<Violation> check(Model data, Shapes shapes) {
        Model joined = ModelFactory.createUnion(data, shapes.classes());
        Set<Violation> found = new LinkedHashSet<>();
        for (ReportEntry entry : ShaclValidator.get()
                .validate(shapes.parsed(), joined.getGraph())
                .getEntries()) {
            found.add(violation(entry, data.getGraph(), shapes.model().getGraph()));
        }
        List<Violation> sorted = new ArrayList<>(found);
        // Last those that only repeat for the whole what was said of its parts.
        sorted.sort(Comparator.<Violation, Boolean>comparing(v -> v.constraint().startsWith("Node"))
                .thenComparing(Violation::property));
        return sorted;
    }

    private static Violation violation(ReportEntry entry, Graph data, Graph shapes) {
        String path =
                entry.resultPath() == null ? "" : shortPath(entry.resultPath().toString());
        String prefix = pathTo(entry.focusNode(), data);
        String value = entry.value() == null
                ? ""
                : entry.value().isLiteral()
                        ? entry.value().getLiteralLexicalForm()
                        : entry.value().toString();
        return new Violation(
                prefix.isEmpty() || path.isEmpty() ? prefix + path : prefix + "/" + path,
                entry.value() != null && entry.value().isBlank() ? "" : value,
                Simpl.localName(entry.sourceConstraintComponent().toString()),
                namedShape(entry.source(), shapes),
                entry.message() == null ? "" : entry.message());
    }

    private static String shortPath(String path) {
        return Simpl.localName(path.replace("<", "").replace(">", ""));
    }

    /** The properties that lead from the offering to this node. */
    private static String pathTo(Node focus, Graph data) {
        Deque<String> path = new ArrayDeque<>();
        @Nullable Node at = focus;
        while (at != null && path.size() < DEEPEST) {
            List<Triple> incoming = data.find(Node.ANY, Node.ANY, at).toList();
            if (incoming.isEmpty()) {
                break;
            }
            path.addFirst(Simpl.localName(incoming.getFirst().getPredicate().getURI()));
            at = incoming.getFirst().getSubject();
        }
        return String.join("/", path);
    }

    /** A property shape has no name of its own; the shape that holds it has. */
    private static String namedShape(Node source, Graph shapes) {
        Node shape = source;
        if (!shape.isURI()) {
            List<Triple> holders = shapes.find(Node.ANY, PROPERTY, shape).toList();
            shape = holders.isEmpty() ? shape : holders.getFirst().getSubject();
        }
        return shape.isURI() ? shape.getURI() : "";
    }
}
