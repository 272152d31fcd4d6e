package eu.twintown.node.subscription;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What kinds of change a subscription can be notified of (ETSI GS CIM 009 V1.9.1, clause 5.2.12). */
enum Trigger {
    ENTITY_CREATED("entityCreated"),
    ENTITY_DELETED("entityDeleted"),
    ATTRIBUTE_CREATED("attributeCreated"),
    ATTRIBUTE_UPDATED("attributeUpdated"),
    ATTRIBUTE_DELETED("attributeDeleted");

    /** Stands for the three triggers of attributes. */
    private static final String ENTITY_UPDATED = "entityUpdated";

    static final Set<Trigger> DEFAULT = Set.of(ATTRIBUTE_CREATED, ATTRIBUTE_UPDATED);

    private final String text;

    Trigger(String text) {
        this.text = text;
    }

    /** The triggers that a name stands for; empty where it is no trigger. */
    static Optional<Set<Trigger>> of(String name) {
        if (name.equals(ENTITY_UPDATED)) {
            return Optional.of(EnumSet.of(ATTRIBUTE_CREATED, ATTRIBUTE_UPDATED, ATTRIBUTE_DELETED));
        }
        return EnumSet.allOf(Trigger.class).stream()
                .filter(trigger -> trigger.text.equals(name))
                .findFirst()
                .map(EnumSet::of);
    }

    /** All names, for messages. */
    static String names() {
        List<String> names = EnumSet.allOf(Trigger.class).stream()
                .map(trigger -> trigger.text)
                .toList();
        return String.join(", ", names) + ", " + ENTITY_UPDATED;
    }
}
