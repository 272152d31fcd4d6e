package eu.twintown.node.subscription;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Faults that the parsers of queries find: they name a query parameter, but here the text stands in a body. */
final class Placed {

    private Placed() {}

    /** Runs {@code parser}; what it finds wrong is wrong at {@code pointer}, unless it knows a place in the body. */
    static <T> T at(String pointer, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (ProblemException e) {
            Map<String, String> extensions = new LinkedHashMap<>(e.problem().extensions());
            if (extensions.containsKey("pointer") && !extensions.containsKey("parameter")) {
                throw e;
            }
            extensions.remove("parameter");
            extensions.put("pointer", pointer);
            throw new ProblemException(
                    new Problem(e.problem().type(), e.problem().detail(), extensions));
        }
    }
}
