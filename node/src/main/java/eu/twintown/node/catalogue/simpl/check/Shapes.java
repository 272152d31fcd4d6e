package eu.twintown.node.catalogue.simpl.check;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.rdf.model.Statement;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.shacl.parser.ShaclParseException;
import org.apache.jena.vocabulary.RDFS;

/** The SHACL shapes of a data space, several schemas joined into one graph. */
public final class Shapes {
    private static final String SH = "http://www.w3.org/ns/shacl#";
    private static final Property PATTERN = ResourceFactory.createProperty(SH + "pattern");
    private static final Property TARGET_CLASS = ResourceFactory.createProperty(SH + "targetClass");

    private final Model model;
    private final org.apache.jena.shacl.Shapes shapes;

    private Shapes(Model model) {
        this.model = model;
        this.shapes = org.apache.jena.shacl.Shapes.parse(model);
    }

    /**
     * Reads shapes written in Turtle.
     *
     * @throws SchemaFault where one is not Turtle or not SHACL; says where
     */
    public static Shapes ofTurtle(List<String> schemas) {
        Model model = ModelFactory.createDefaultModel();
        schemas.forEach(schema -> model.add(read(schema)));
        harmless(model);
        try {
            return new Shapes(model);
        } catch (ShaclParseException e) {
            throw new SchemaFault("The schema is not SHACL: " + e.getMessage());
        }
    }

    /** Reads one schema or vocabulary without taking it for shapes. */
    public static Model read(String turtle) {
        Model model = ModelFactory.createDefaultModel();
        try {
            RDFParser.create()
                    .source(new StringReader(turtle))
                    .lang(Lang.TURTLE)
                    .errorHandler(ErrorHandlerFactory.errorHandlerSimple())
                    .parse(model);
            return model;
        } catch (RiotException e) {
            throw new SchemaFault("The schema is not Turtle: " + e.getMessage());
        }
    }

    /**
     * Simpl's shapes have a pattern in which each blank can be matched in two ways, so that a text of blanks alone takes
     * exponential time; it is replaced by one that says the same in one way.
     */
    private static void harmless(Model model) {
        for (Statement statement :
                model.listStatements(null, PATTERN, (String) null).toList()) {
            String pattern = statement.getString();
            String better = pattern.replace("(.|\\s)*", "[\\s\\S]*");
            if (!better.equals(pattern)) {
                statement.changeObject(better);
            }
        }
    }

    /** As a graph. */
    public Model model() {
        return model;
    }

    org.apache.jena.shacl.Shapes parsed() {
        return shapes;
    }

    /** IRIs of the classes whose instances are checked. */
    public Set<String> targets() {
        Set<String> targets = new TreeSet<>();
        model.listObjectsOfProperty(TARGET_CLASS).forEach(node -> {
            if (node.isURIResource()) {
                targets.add(node.asResource().getURI());
            }
        });
        return targets;
    }

    /** The class hierarchy that the schemas state, which decides what a target class covers. */
    Model classes() {
        Model classes = ModelFactory.createDefaultModel();
        classes.add(model.listStatements(null, RDFS.subClassOf, (org.apache.jena.rdf.model.RDFNode) null));
        return classes;
    }

    /** Whether instances of this class are checked, by itself or as a subclass. */
    public boolean covers(String type) {
        Set<String> targets = targets();
        return targets.contains(type)
                || model.createResource(type).listProperties(RDFS.subClassOf).toList().stream()
                        .map(Statement::getResource)
                        .map(Resource::getURI)
                        .anyMatch(targets::contains);
    }
}
