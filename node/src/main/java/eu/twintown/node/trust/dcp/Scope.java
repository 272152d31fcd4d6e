package eu.twintown.node.trust.dcp;

import eu.twintown.kernel.problem.ProblemException;
import java.util.List;

/**
 * What a verifier asks to see: all credentials of a type, or one by its id (DCP 1.0.1, section "Scopes"). Implementations
 * add {@code :read} at the end; with and without it means the same.
 *
 * @param value the type or the id
 */
public record Scope(Kind kind, String value) {
    private static final List<String> OPERATIONS = List.of(":read", ":*");

    /** The aliases that every implementation knows. */
    public enum Kind {
        TYPE("org.eclipse.dspace.dcp.vc.type:"),
        ID("org.eclipse.dspace.dcp.vc.id:");

        private final String alias;

        Kind(String alias) {
            this.alias = alias;
        }
    }

    /** The scope of all credentials of a type. */
    public static Scope ofType(String type) {
        return new Scope(Kind.TYPE, type);
    }

    /**
     * Reads a scope.
     *
     * @throws ProblemException where its alias is not known or nothing follows it
     */
    public static Scope parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.alias)) {
                String value = text.substring(kind.alias.length());
                for (String operation : OPERATIONS) {
                    value = value.endsWith(operation) ? value.substring(0, value.length() - operation.length()) : value;
                }
                if (!value.isEmpty()) {
                    return new Scope(kind, value);
                }
            }
        }
        throw ProblemException.badData(
                "'" + text + "' is no scope that this node knows; it must be " + Kind.TYPE.alias + "<type>:read or "
                        + Kind.ID.alias + "<id>:read",
                "/scope");
    }

    /** As it stands in messages. */
    public String text() {
        return kind.alias + value + ":read";
    }
}
