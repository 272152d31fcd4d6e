package eu.twintown.kernel.query;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a query term looks at (clause 4.9, Attribute): an attribute, or a sub-attribute of it, or a member of its value.
 *
 * @param names expanded names: the attribute, its sub-attribute, and so on. The last may be a temporal or other system
 *     member such as observedAt
 * @param member names as written in the square brackets: a path into a compound value, or one language tag, or {@code *}
 *     for any language; empty = the whole value
 * @param expandedMember the same, expanded: compound values of Properties are held with expanded names
 */
public record AttributePath(List<String> names, List<String> member, List<String> expandedMember) {

    /** The path of a top-level attribute's whole value. */
    public static AttributePath of(String name) {
        return new AttributePath(List.of(name), List.of(), List.of());
    }

    /** Whether it is the whole value of a top-level attribute. */
    public boolean isSimple() {
        return names.size() == 1 && member.isEmpty();
    }

    /** The name of the top-level attribute, expanded. */
    public String attribute() {
        return names.getFirst();
    }

    /** The text, with names made by {@code compact}. */
    public String print(UnaryOperator<String> compact) {
        String path = String.join(".", names.stream().map(compact).toList());
        return member.isEmpty() ? path : path + "[" + String.join(".", member) + "]";
    }
}
