package eu.twintown.kernel.jsonld;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Compiled contexts by what stands in {@code @context}, the least recently used ones forgotten first. For use by many
 * threads; a context may be compiled twice where two ask for it at the same time, which does no harm.
 */
public final class ContextCache {

    private final ContextLoader loader;
    private final int capacity;
    private final Map<JsonNode, Context> contexts;

    /** @param capacity how many contexts are remembered */
    public ContextCache(ContextLoader loader, int capacity) {
        this.loader = loader;
        this.capacity = capacity;
        this.contexts = new LinkedHashMap<>(64, 0.75f, true);
    }

    /** The compiled context of a value of {@code @context}; see {@link Context#compile} for what it throws. */
    public Context of(JsonNode source) {
        if (source.isString() && CoreContext.isCore(source.asString())) {
            return Context.core();
        }
        synchronized (contexts) {
            Context known = contexts.get(source);
            if (known != null) {
                return known;
            }
        }
        Context compiled = Context.compile(source, loader);
        synchronized (contexts) {
            contexts.put(source, compiled);
            if (contexts.size() > capacity) {
                contexts.remove(contexts.keySet().iterator().next());
            }
        }
        return compiled;
    }

    /** The compiled context behind a URL, such as one from a Link header. */
    public Context of(String url) {
        return of(JsonNodeFactory.instance.stringNode(url));
    }

    /** Forgets all: to be called when a document behind some URL has changed. */
    public void clear() {
        synchronized (contexts) {
            contexts.clear();
        }
    }
}
