package eu.twintown.kernel.problem;

import java.util.Map;

/**
 * What is wrong, where, and what would be right (RFC 9457).
 *
 * @param type the kind of error
 * @param detail one or two plain sentences for the caller
 * @param extensions further members, such as {@code pointer} (where in the body) or {@code parameter}
 */
public record Problem(ProblemType type, String detail, Map<String, String> extensions) {

    public Problem {
        extensions = Map.copyOf(extensions);
    }

    public Problem(ProblemType type, String detail) {
        this(type, detail, Map.of());
    }
}
