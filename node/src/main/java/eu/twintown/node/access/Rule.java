package eu.twintown.node.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one route asks of the caller.
 *
 * @param methods HTTP methods; {@code *} = any
 * @param template the route's path template
 * @param face the name under which the configuration can open it to everybody; empty = it cannot be opened
 * @param needs one of these suffices
 */
record Rule(Set<String> methods, String template, Optional<String> face, List<Need> needs) {

    /** Whether everybody passes whatever is configured. */
    boolean isForAnyone() {
        return needs.contains(Need.ANYONE);
    }

    /** The needs as people read them. */
    String needed() {
        return needs.stream().map(Need::word).collect(Collectors.joining(" or "));
    }
}
