package eu.twintown.node.http;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.CoreContext;
import eu.twintown.kernel.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON-LD context of one request with a body, while the body is being read. Compiles an {@code @context} that stands
 * in the body, where the media type allows one. For one thread.
 */
public final class BodyContext implements Function<JsonNode, Context> {

    private final LdContexts contexts;
    private final LdContexts.Linked linked;
    private final boolean expected;
    private @Nullable JsonNode source;

    BodyContext(LdContexts contexts, LdContexts.Linked linked, boolean expected) {
        this.contexts = contexts;
        this.linked = linked;
        this.expected = expected;
    }

    /** Whether the body must bring its context (application/ld+json), or must not (application/json). */
    public boolean isExpected() {
        return expected;
    }

    /** The context where the body brings none. */
    public LdContexts.Linked linked() {
        return linked;
    }

    @Override
    public Context apply(JsonNode found) {
        if (!expected) {
            throw ProblemException.badData(
                    "A body of application/json must not have an @context; name it in a Link header, or send"
                            + " application/ld+json",
                    "/@context");
        }
        source = found;
        return contexts.compile(found);
    }

    /** To be called after each document: it must have brought its context if the media type says so. */
    public void requireFound() {
        if (expected && source == null) {
            throw ProblemException.badData("A body of application/ld+json must have an @context", "/@context");
        }
    }

    /** The context that holds after the document has been read. */
    public LdContexts.Linked effective() {
        JsonNode found = source;
        return found == null ? linked : new LdContexts.Linked(contexts.compile(found), url(found));
    }

    /** The one URL that a context comes down to, where it does; the core context goes without saying. */
    private static Optional<String> url(JsonNode context) {
        if (context.isString()) {
            return Optional.of(context.asString());
        }
        if (!context.isArray()) {
            return Optional.empty();
        }
        List<JsonNode> own = context.valueStream()
                .filter(part -> !part.isString() || !CoreContext.isCore(part.asString()))
                .toList();
        return own.size() == 1 && own.getFirst().isString()
                ? Optional.of(own.getFirst().asString())
                : Optional.empty();
    }

    /** Forgets what the last document brought; for the next one of a batch. */
    public void next() {
        source = null;
    }
}
