package eu.twintown.kernel.entity;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of attribute of ETSI GS CIM 009 V1.9.1, clause 4.5, each with its type name and the member that holds its
 * value in the normalised representation.
 */
public enum AttributeKind {
    PROPERTY("Property", "value"),
    RELATIONSHIP("Relationship", "object"),
    GEO_PROPERTY("GeoProperty", "value"),
    LANGUAGE_PROPERTY("LanguageProperty", "languageMap"),
    VOCAB_PROPERTY("VocabProperty", "vocab"),
    JSON_PROPERTY("JsonProperty", "json"),
    LIST_PROPERTY("ListProperty", "valueList"),
    LIST_RELATIONSHIP("ListRelationship", "objectList");

    private final String typeName;
    private final String valueMember;

    AttributeKind(String typeName, String valueMember) {
        this.typeName = typeName;
        this.valueMember = valueMember;
    }

    /** The compact name that stands in {@code type}, such as {@code Property}. */
    public String typeName() {
        return typeName;
    }

    /** The member that holds the value, such as {@code value} or {@code object}. */
    public String valueMember() {
        return valueMember;
    }

    /** Whether this is a Relationship or a ListRelationship. */
    public boolean isRelationship() {
        return this == RELATIONSHIP || this == LIST_RELATIONSHIP;
    }

    /** The kind of a type name such as {@code Property}; null where there is none. */
    static @Nullable AttributeKind ofType(String name) {
        return switch (name) {
            case "Property" -> PROPERTY;
            case "Relationship" -> RELATIONSHIP;
            case "GeoProperty" -> GEO_PROPERTY;
            case "LanguageProperty" -> LANGUAGE_PROPERTY;
            case "VocabProperty" -> VOCAB_PROPERTY;
            case "JsonProperty" -> JSON_PROPERTY;
            case "ListProperty" -> LIST_PROPERTY;
            case "ListRelationship" -> LIST_RELATIONSHIP;
            default -> null;
        };
    }

    /** The kind that the presence of a member such as {@code object} tells (concise form); null where it tells none. */
    static @Nullable AttributeKind ofMember(String name) {
        return switch (name) {
            case "value" -> PROPERTY;
            case "object" -> RELATIONSHIP;
            case "languageMap" -> LANGUAGE_PROPERTY;
            case "vocab" -> VOCAB_PROPERTY;
            case "json" -> JSON_PROPERTY;
            case "valueList" -> LIST_PROPERTY;
            case "objectList" -> LIST_RELATIONSHIP;
            default -> null;
        };
    }
}
