package eu.twintown.node.authority.catalogue.query;

import eu.twintown.node.catalogue.simpl.check.SelfDescription;
import eu.twintown.node.catalogue.simpl.check.Simpl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.RDF;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One part of a self-description as a node of a property graph: its class as label, its literals as properties under their
 * local names, and the offering it belongs to as {@code claimsGraphUri}.
 *
 * @param labels local names of its classes
 * @param properties texts by local name
 */
public record Claims(String offering, List<String> labels, Map<String, List<String>> properties) {
    public static final String GENERAL = "GeneralServiceProperties";
    private static final String GRAPH = "claimsGraphUri";

    /** All parts of a self-description. */
    public static List<Claims> of(SelfDescription description) {
        List<Claims> all = new ArrayList<>();
        for (Resource part : description.graph().listSubjects().toList()) {
            Map<String, List<String>> properties = new TreeMap<>();
            List<String> labels = new ArrayList<>();
            part.listProperties().forEach(statement -> {
                RDFNode value = statement.getObject();
                if (statement.getPredicate().equals(RDF.type) && value.isURIResource()) {
                    labels.add(Simpl.localName(value.asResource().getURI()));
                } else if (value.isLiteral()) {
                    properties
                            .computeIfAbsent(statement.getPredicate().getLocalName(), p -> new ArrayList<>())
                            .add(value.asLiteral().getLexicalForm());
                }
            });
            properties.values().forEach(java.util.Collections::sort);
            all.add(new Claims(description.id(), labels, properties));
        }
        return all;
    }

    /** The part that says what the offering is called; that of the whole where there is none. */
    public static Claims general(SelfDescription description) {
        List<Claims> all = of(description);
        return all.stream()
                .filter(claims -> claims.labels().contains(GENERAL))
                .findFirst()
                .orElseGet(all::getFirst);
    }

    /** The values of a property; none where there is none. */
    List<String> values(String property) {
        return property.equals(GRAPH) ? List.of(offering) : properties.getOrDefault(property, List.of());
    }

    Optional<String> first(String property) {
        return values(property).stream().findFirst();
    }

    /** As a node in an answer. */
    public ObjectNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.putArray(GRAPH).add(offering);
        new LinkedHashMap<>(properties).forEach((name, values) -> {
            if (values.size() == 1) {
                json.put(name, values.getFirst());
            } else {
                ArrayNode list = json.putArray(name);
                values.forEach(list::add);
            }
        });
        return json;
    }
}
