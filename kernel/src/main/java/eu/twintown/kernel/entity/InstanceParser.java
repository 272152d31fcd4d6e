package eu.twintown.kernel.entity;

import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.kernel.jsonld.Iris;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads the members of one attribute instance, in any order, and checks that they belong together. */
final class InstanceParser {

    private final Reading reading;
    private final AttributeParser attributes;
    private final AttributeSlots slots = new AttributeSlots();
    private final ValueParser values;

    InstanceParser(Reading reading, AttributeParser attributes) {
        this.reading = reading;
        this.attributes = attributes;
        this.values = new ValueParser(reading);
    }

    /**
     * Reads to the end of the object.
     *
     * @param kind the kind, where it is known already; the parser stands on the next member's name or the object's end
     */
    Attribute read(@Nullable AttributeKind kind) {
        slots.kind = kind;
        while (reading.parser.currentToken() == JsonToken.PROPERTY_NAME) {
            String name = reading.parser.currentName();
            reading.parser.nextToken();
            if (!member(name)) {
                subAttribute(name);
            }
            reading.parser.nextToken();
        }
        return finish();
    }

    /** Reads a member that NGSI-LD defines; false where the name is not one of those. */
    private boolean member(String name) {
        switch (name) {
            case "type", "@type" -> kind();
            case "value", "object", "languageMap", "vocab", "json", "valueList", "objectList" -> value(name);
            case "observedAt" -> slots.observedAt = reading.dateTime(name);
            case "unitCode" -> slots.unitCode = reading.string(name);
            case "datasetId" -> slots.datasetId = datasetId();
            case "objectType" -> slots.objectTypes = reading.strings(name, reading::type);
            case "valueType" -> slots.valueType = reading.type(name);
            case "expiresAt" -> slots.expiresAt = reading.instant(name);
            case "createdAt" -> slots.createdAt = reading.systemTime();
            case "modifiedAt" -> slots.modifiedAt = reading.systemTime();
            case "deletedAt" -> reading.systemTime();
            case "instanceId" -> slots.instanceId = reading.uri(name);
            case "lang" -> reading.string(name);
            case "entityIdSealed", "entityTypeSealed" -> sealed(name);
            case "id", "@id" ->
                throw reading.wrong("An attribute has no id; to tell instances apart use \"datasetId\"");
            case "@context" -> throw reading.wrong("A context must stand at the top of the document (clause 5.5.7)");
            case "entity",
                    "entityList",
                    "previousValue",
                    "previousObject",
                    "previousLanguageMap",
                    "previousVocab",
                    "previousJson",
                    "previousValueList",
                    "previousObjectList" ->
                throw reading.wrong("\"" + name + "\" only stands in answers and notifications (clause 4.5.2.2)");
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Kept as a sub-attribute that the writers know. */
    private void sealed(String name) {
        if (!attributes.isProof()) {
            throw reading.wrong("\"" + name + "\" only stands in ngsildproof (clause 4.5.2.2)");
        }
        String text = name.equals("entityTypeSealed") ? reading.type(name) : reading.string(name);
        slots.add(CoreContext.NAMESPACE + name, List.of(Proof.sealed(text)));
    }

    private void kind() {
        String type = reading.string("type");
        AttributeKind kind = attributes.kindOf(type);
        if (kind == null) {
            throw reading.wrong("\"" + type + "\" is not a type of attribute; use Property, Relationship, GeoProperty,"
                    + " LanguageProperty, VocabProperty, JsonProperty, ListProperty or ListRelationship");
        }
        slots.kind = kind;
    }

    private @Nullable String datasetId() {
        String text = reading.string("datasetId");
        if (text.equals(NgsiLdNull.URI)) {
            throw reading.wrong("A datasetId cannot be deleted (clause 5.5.8)");
        }
        return text.equals("@none") ? null : reading.uri("datasetId");
    }

    private void value(String member) {
        if (slots.valueMember != null) {
            throw reading.wrong("An attribute has one value, but both \"" + slots.valueMember + "\" and \"" + member
                    + "\" are given");
        }
        if (reading.token() == JsonToken.VALUE_NULL && !member.equals("json")) {
            throw reading.wrong("null cannot be a value; to delete an attribute, use \"" + NgsiLdNull.URI + "\"");
        }
        slots.valueMember = member;
        AttributeKind kind = slots.kind;
        AttributeKind told = AttributeKind.ofMember(member);
        if (attributes.isProof() && told == AttributeKind.PROPERTY) {
            if (reading.token() != JsonToken.START_OBJECT && !reading.allowsNull()) {
                throw reading.wrong("The value of ngsildproof is an object: a W3C data integrity proof");
            }
            slots.value = reading.verbatim();
            return;
        }
        if (kind == null && told == AttributeKind.PROPERTY) {
            // May still turn out to be a GeoProperty, whose names must stay as they are.
            slots.raw = reading.token().isStructStart();
            slots.value = slots.raw ? reading.verbatim() : reading.expandedValue();
        } else if (kind != null && !kind.valueMember().equals(member)) {
            throw reading.wrong("A " + kind.typeName() + " has \"" + kind.valueMember() + "\", not \"" + member + "\"");
        } else {
            slots.value = values.read(kind == null && told != null ? told : kind);
        }
    }

    private void subAttribute(String name) {
        String iri = reading.expandName(name);
        if (iri.startsWith(CoreContext.NAMESPACE) || Iris.looksLikeKeyword(iri)) {
            String core = EntityMembers.coreName(iri);
            if (core != null && !core.equals(name) && member(core)) {
                return;
            }
            if (core != null) {
                throw reading.wrong("\"" + name + "\" has a meaning in NGSI-LD and cannot be an attribute's name");
            }
        }
        if (!slots.add(iri, attributes.named(iri).instances())) {
            throw reading.wrong("\"" + name + "\" is given twice");
        }
    }

    private Attribute finish() {
        AttributeKind kind = slots.kind;
        if (kind == null) {
            kind = slots.valueMember == null ? AttributeKind.PROPERTY : AttributeKind.ofMember(slots.valueMember);
            if (kind == null) {
                throw new IllegalStateException("No kind for " + slots.valueMember);
            }
        }
        if (slots.valueMember == null) {
            if (reading.mode != EntityParser.Mode.FRAGMENT) {
                throw reading.wrong(
                        "The attribute has no value; a " + kind.typeName() + " needs \"" + kind.valueMember() + "\"");
            }
        } else if (!kind.valueMember().equals(slots.valueMember)) {
            throw reading.wrong(
                    "A " + kind.typeName() + " has \"" + kind.valueMember() + "\", not \"" + slots.valueMember + "\"");
        } else if (slots.raw) {
            if (slots.kind == null && GeoJsonCheck.looksLikeGeometry(slots.value)) {
                kind = AttributeKind.GEO_PROPERTY;
            }
            Reading within = reading.within(slots.value, reading.pointer() + "/value");
            slots.value = new ValueParser(within).read(kind);
        }
        checkMembers(kind);
        return slots.toAttribute(kind);
    }

    private void checkMembers(AttributeKind kind) {
        boolean unit = kind == AttributeKind.PROPERTY
                || kind == AttributeKind.GEO_PROPERTY
                || kind == AttributeKind.LIST_PROPERTY;
        if (slots.unitCode != null && !unit) {
            throw reading.wrong("A " + kind.typeName() + " has no unitCode");
        }
        if (!slots.objectTypes.isEmpty() && !kind.isRelationship()) {
            throw reading.wrong("A " + kind.typeName() + " has no objectType");
        }
    }
}
