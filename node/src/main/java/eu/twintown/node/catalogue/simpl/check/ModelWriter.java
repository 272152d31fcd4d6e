package eu.twintown.node.catalogue.simpl.check;

import com.apicatalog.rdf.api.RdfQuadConsumer;
import java.util.HashMap;
import java.util.Map;
import org.apache.jena.datatypes.TypeMapper;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.jspecify.annotations.Nullable;

/** Takes the triples of a JSON-LD document into a graph. */
final class ModelWriter implements RdfQuadConsumer {
    private final Model model;
    private final Map<String, Resource> blanks = new HashMap<>();

    ModelWriter(Model model) {
        this.model = model;
    }

    @Override
    public RdfQuadConsumer quad(
            String subject,
            String predicate,
            String object,
            @Nullable String datatype,
            @Nullable String language,
            @Nullable String direction,
            @Nullable String graph) {
        RDFNode value = datatype == null && language == null
                ? resource(object)
                : language != null
                        ? model.createLiteral(object, language)
                        : model.createTypedLiteral(
                                object, TypeMapper.getInstance().getSafeTypeByName(datatype));
        model.add(resource(subject), model.createProperty(predicate), value);
        return this;
    }

    private Resource resource(String name) {
        return name.startsWith("_:")
                ? blanks.computeIfAbsent(name, n -> model.createResource())
                : model.createResource(name);
    }
}
