package eu.twintown.kernel.entity;

import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what stands under an attribute's name: one instance or an array of them, normalised or concise (clauses 4.5.2 to
 * 4.5.5, 4.5.18 to 4.5.24). Objects that start with their type or their value are read as the tokens come; others are
 * buffered until it is clear what they are.
 */
final class AttributeParser {

    private static final Set<String> METADATA =
            Set.of("observedAt", "unitCode", "datasetId", "objectType", "valueType", "expiresAt");

    private final Reading reading;
    private final boolean proof;

    AttributeParser(Reading reading) {
        this(reading, false);
    }

    private AttributeParser(Reading reading, boolean proof) {
        this.reading = reading;
        this.proof = proof;
    }

    /** The parser for the attribute of a name: a proof is read in a way of its own (clause 4.5.2.2). */
    AttributeParser named(String iri) {
        boolean isProof = iri.equals(Proof.IRI);
        return isProof == proof ? this : new AttributeParser(reading, isProof);
    }

    /** Whether this reads a proof. */
    boolean isProof() {
        return proof;
    }

    /** All instances under the name; the parser stands on the first token of the member's value. */
    List<Attribute> instances() {
        if (reading.token() == JsonToken.START_ARRAY) {
            return array();
        }
        return List.of(one());
    }

    private Attribute one() {
        return switch (reading.token()) {
            case START_OBJECT -> object();
            case VALUE_NULL ->
                throw reading.wrong("null cannot be a value; to delete an attribute, use \"" + NgsiLdNull.URI + "\"");
            default -> concise(reading.expandedValue());
        };
    }

    private List<Attribute> array() {
        String pointer = reading.pointer();
        JsonNode array = reading.verbatim();
        if (!isArrayOfInstances(array)) {
            return List.of(concise(reading.within(array, pointer).expandedValue()));
        }
        List<Attribute> instances = new ArrayList<>(array.size());
        Set<String> datasets = new HashSet<>();
        int index = 0;
        for (JsonNode item : array) {
            Reading within = reading.within(item, pointer + "/" + index++);
            Attribute instance = new AttributeParser(within, proof).one();
            String dataset = instance.datasetId();
            if (reading.mode != Mode.TEMPORAL && !datasets.add(dataset == null ? "@none" : dataset)) {
                throw within.wrong(
                        dataset == null
                                ? "Only one instance of an attribute may be without datasetId"
                                : "Two instances have the datasetId " + dataset);
            }
            instances.add(instance);
        }
        return List.copyOf(instances);
    }

    private boolean isArrayOfInstances(JsonNode array) {
        if (array.isEmpty()) {
            return reading.mode == Mode.TEMPORAL;
        }
        for (JsonNode item : array) {
            if (!item.isObject() || !isInstance((ObjectNode) item)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an object is an attribute instance and not a value: it has a type of attribute, or a member for a value. */
    private boolean isInstance(ObjectNode object) {
        return declaredKind(object) != null || hasValueMember(object);
    }

    private boolean hasValueMember(ObjectNode object) {
        for (String name : object.propertyNames()) {
            if (AttributeKind.ofMember(coreName(name)) != null) {
                return true;
            }
        }
        return false;
    }

    /** The name that NGSI-LD has for a member: users may have terms of their own for the core's IRIs. */
    private String coreName(String name) {
        String core = reading.context.isDefined(name) ? EntityMembers.coreName(reading.context.expand(name)) : null;
        return core == null ? name : core;
    }

    private @Nullable AttributeKind declaredKind(ObjectNode object) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            if (member.getValue().isString()
                    && (name.equals("type")
                            || name.equals("@type")
                            || coreName(name).equals("type"))) {
                return kindOf(member.getValue().asString());
            }
        }
        return null;
    }

    @Nullable AttributeKind kindOf(String type) {
        AttributeKind kind = AttributeKind.ofType(type);
        if (kind == null && type.indexOf(':') > 0) {
            String iri = reading.context.expand(type);
            kind = iri.startsWith(CoreContext.NAMESPACE)
                    ? AttributeKind.ofType(iri.substring(CoreContext.NAMESPACE.length()))
                    : null;
        }
        return kind;
    }

    private Attribute concise(JsonNode value) {
        if (value.isMissingNode()) {
            throw reading.wrong("The attribute has no value");
        }
        if (!reading.allowsNull() && NgsiLdNull.isWithin(value)) {
            throw reading.wrong("\"" + NgsiLdNull.URI + "\" deletes; it is not allowed in a whole entity");
        }
        return Attribute.of(AttributeKind.PROPERTY, value);
    }

    private Attribute object() {
        reading.checkDepth();
        if (reading.parser.nextToken() != JsonToken.PROPERTY_NAME) {
            return undecided(JsonNodeFactory.instance.objectNode(), reading.pointer());
        }
        String first = reading.parser.currentName();
        if (AttributeKind.ofMember(first) != null) {
            return new InstanceParser(reading, this).read(null);
        }
        if (first.equals("type") && reading.parser.nextToken() == JsonToken.VALUE_STRING) {
            String type = reading.parser.getString();
            AttributeKind kind = AttributeKind.ofType(type);
            if (kind != null) {
                reading.parser.nextToken();
                return new InstanceParser(reading, this).read(kind);
            }
            return undecided(rest("type", JsonNodeFactory.instance.stringNode(type)), reading.pointer());
        }
        if (reading.parser.currentToken() == JsonToken.PROPERTY_NAME) {
            reading.parser.nextToken();
        }
        return undecided(rest(first, reading.verbatim()), reading.pointer());
    }

    private ObjectNode rest(String name, JsonNode value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.set(name, value);
        while (reading.parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String next = reading.parser.currentName();
            reading.parser.nextToken();
            object.set(next, reading.verbatim());
        }
        return object;
    }

    /** Reads an object of which the first member did not tell what it is. */
    private Attribute undecided(ObjectNode object, String pointer) {
        Reading within = reading.within(object, pointer);
        AttributeKind kind = declaredKind(object);
        if (kind != null || hasValueMember(object) || isFragment(object)) {
            within.parser.nextToken();
            return new InstanceParser(within, new AttributeParser(within, proof)).read(kind);
        }
        if (GeoJsonCheck.looksLikeGeometry(object)) {
            GeoJsonCheck.check(object, pointer);
            return Attribute.of(AttributeKind.GEO_PROPERTY, object);
        }
        JsonNode type = object.has("type") ? object.path("type") : object.path("@type");
        if (!type.isMissingNode() && !object.has("@value")) {
            throw ProblemException.badData(
                    type + " is not a type of attribute; use Property, Relationship, GeoProperty, LanguageProperty,"
                            + " VocabProperty, JsonProperty, ListProperty or ListRelationship. A value that has a type"
                            + " itself must stand under \"value\" (clause 4.5.2.3)",
                    pointer + "/type");
        }
        return new AttributeParser(within, proof).concise(within.expandedValue());
    }

    /** In a fragment an attribute may come without value: only what is to be changed of it (clause 5.5.8, 5.5.12). */
    private boolean isFragment(ObjectNode object) {
        if (reading.mode != Mode.FRAGMENT) {
            return false;
        }
        for (String name : object.propertyNames()) {
            if (METADATA.contains(name)) {
                return true;
            }
        }
        for (JsonNode member : object) {
            if (!member.isObject() || !isInstance((ObjectNode) member)) {
                return false;
            }
        }
        return !object.isEmpty();
    }
}
