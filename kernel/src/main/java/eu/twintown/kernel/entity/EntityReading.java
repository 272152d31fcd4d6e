package eu.twintown.kernel.entity;

import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.kernel.jsonld.Iris;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads the members of one entity, in any order (clause 4.5.1). */
final class EntityReading {

    private final Reading reading;
    private final AttributeParser attributeParser;
    private String id = "";
    private List<String> types = List.of();
    private List<String> scopes = List.of();
    private @Nullable Instant createdAt;
    private @Nullable Instant modifiedAt;
    private @Nullable Instant expiresAt;
    private final Map<String, List<Attribute>> attributes = new LinkedHashMap<>();

    EntityReading(Reading reading) {
        this.reading = reading;
        this.attributeParser = new AttributeParser(reading);
    }

    /** Reads to the end of the object; the parser stands on its first member's name, or its end. */
    Entity read() {
        while (reading.parser.currentToken() == JsonToken.PROPERTY_NAME) {
            String name = reading.parser.currentName();
            reading.parser.nextToken();
            if (!member(name)) {
                attribute(name);
            }
            reading.parser.nextToken();
        }
        if (reading.mode != Mode.FRAGMENT) {
            require(!id.isEmpty(), "An entity needs an \"id\": a URI, such as urn:ngsi-ld:Vehicle:1");
            require(!types.isEmpty(), "An entity needs a \"type\": a name or an array of names");
        }
        return new Entity(id, types, scopes, createdAt, modifiedAt, expiresAt, Collections.unmodifiableMap(attributes));
    }

    private void require(boolean condition, String detail) {
        if (!condition) {
            throw reading.wrong(detail);
        }
    }

    private boolean member(String name) {
        switch (name) {
            case "id", "@id" -> id = reading.uri("id");
            case "type", "@type" -> types = reading.strings("type", reading::type);
            case "scope" -> scopes = scopes();
            case "createdAt" -> createdAt = reading.systemTime();
            case "modifiedAt" -> modifiedAt = reading.systemTime();
            case "deletedAt" -> reading.systemTime();
            case "expiresAt" -> expiresAt = reading.instant(name);
            case "@context" ->
                throw reading.wrong("In application/json the context comes in a Link header; for a context in the body"
                        + " send application/ld+json (clause 6.3.5)");
            default -> {
                return false;
            }
        }
        return true;
    }

    private List<String> scopes() {
        if (reading.token() == JsonToken.START_OBJECT || reading.mode == Mode.TEMPORAL) {
            return new TemporalScope(reading).read();
        }
        return reading.strings("scope", this::scope);
    }

    private String scope(String member) {
        String text = reading.string(member);
        boolean deletes = text.equals(NgsiLdNull.URI) && !reading.allowsNull();
        if (deletes || !Scopes.isScope(text)) {
            throw reading.wrong("\"" + text + "\" is not a scope such as /Madrid/Gardens (clause 4.18)");
        }
        return text;
    }

    private void attribute(String name) {
        String iri = reading.expandName(name);
        if (iri.startsWith(CoreContext.NAMESPACE) || Iris.looksLikeKeyword(iri)) {
            String core = EntityMembers.coreName(iri);
            if (core != null && !core.equals(name) && member(core)) {
                return;
            }
            require(core == null, "\"" + name + "\" has a meaning in NGSI-LD and cannot be an attribute's name");
        }
        List<Attribute> instances = attributeParser.named(iri).instances();
        if (attributes.put(iri, instances) != null) {
            throw reading.wrong("\"" + name + "\" is given twice, perhaps once by another name");
        }
    }
}
