package eu.twintown.kernel.entity;

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
}
