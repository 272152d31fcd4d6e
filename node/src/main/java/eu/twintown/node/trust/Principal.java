package eu.twintown.node.trust;

import eu.twintown.node.http.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who makes a request. Every request has one, even if anonymous.
 *
 * @param id stable identifier: {@code anonymous}, {@code provider:subject} of a person or machine, the DID or Simpl
 *     participant id of another organisation's node
 * @param name what people read
 * @param roles what was granted; {@link #has} knows which role includes which
 * @param attributes claims about the principal, for attribute-based rules
 */
public record Principal(String id, Kind kind, String name, Set<Role> roles, Map<String, List<String>> attributes) {

    public static final Principal ANONYMOUS =
            new Principal("anonymous", Kind.ANONYMOUS, "anonymous", Set.of(), Map.of());

    /** What sort of being asks. */
    public enum Kind {
        ANONYMOUS,
        PERSON,
        MACHINE,
        /** A node of another organisation. */
        PARTICIPANT
    }

    public Principal {
        roles = Set.copyOf(roles);
        attributes = Map.copyOf(attributes);
    }

    /** Another organisation's node; it has no roles here. */
    public static Principal participant(String id, String name, Map<String, List<String>> attributes) {
        return new Principal(id, Kind.PARTICIPANT, name, Set.of(), attributes);
    }

    /** What a guard may keep with a request instead of the principal alone. */
    public interface Held {
        Principal principal();
    }

    /** Who makes this request, as the guard found out; anonymous where there is no guard. */
    public static Principal of(Exchange exchange) {
        return of(exchange.caller().orElse(ANONYMOUS));
    }

    /** Whom a guard has let in. */
    public static Principal of(Object caller) {
        return switch (caller) {
            case Principal principal -> principal;
            case Held held -> held.principal();
            default -> ANONYMOUS;
        };
    }

    /** Whether it has this role: an admin has all of them, and every role includes that of a viewer. */
    public boolean has(Role role) {
        return roles.contains(role) || roles.contains(Role.ADMIN) || role == Role.VIEWER && !roles.isEmpty();
    }

    /** The values of a claim; none where it has no such claim. */
    public List<String> attribute(String name) {
        return attributes.getOrDefault(name, List.of());
    }
}
