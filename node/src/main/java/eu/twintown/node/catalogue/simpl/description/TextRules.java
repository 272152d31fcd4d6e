package eu.twintown.node.catalogue.simpl.description;

import eu.twintown.node.catalogue.simpl.check.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;

/**
 * How a data space's shapes want the text of each property. A text that fits is left as it is; one that does not is made
 * plain ({@link PlainText}). A property that the shapes do not name is made plain, too.
 */
public final class TextRules {
    private static final String SH = "http://www.w3.org/ns/shacl#";
    private static final Property PATH = ResourceFactory.createProperty(SH + "path");
    private static final Property PATTERN = ResourceFactory.createProperty(SH + "pattern");
    private static final Property MAX_LENGTH = ResourceFactory.createProperty(SH + "maxLength");

    private final Map<String, List<Rule>> rules;

    private record Rule(Pattern pattern, int longest) {}

    private TextRules(Map<String, List<Rule>> rules) {
        this.rules = rules;
    }

    /** Those of these shapes. */
    public static TextRules of(Shapes shapes) {
        Map<String, List<Rule>> rules = new HashMap<>();
        shapes.model().listSubjectsWithProperty(PATH).forEach(shape -> {
            RDFNode path = shape.getProperty(PATH).getObject();
            if (path.isURIResource()) {
                rules.computeIfAbsent(path.asResource().getURI(), p -> new ArrayList<>())
                        .add(rule(shape));
            }
        });
        return new TextRules(rules);
    }

    private static Rule rule(Resource shape) {
        return new Rule(
                shape.hasProperty(PATTERN)
                        ? Pattern.compile(shape.getProperty(PATTERN).getString())
                        : Pattern.compile(""),
                shape.hasProperty(MAX_LENGTH) ? shape.getProperty(MAX_LENGTH).getInt() : Integer.MAX_VALUE);
    }

    /** The text as the property takes it. */
    String fit(Property property, String text) {
        List<Rule> known = rules.getOrDefault(property.getURI(), List.of());
        int longest = known.stream().mapToInt(Rule::longest).min().orElse(Integer.MAX_VALUE);
        boolean fits = !known.isEmpty()
                && !text.isBlank()
                && text.length() <= longest
                && known.stream().allMatch(rule -> rule.pattern().matcher(text).find());
        return fits ? text : PlainText.of(text, longest);
    }
}
