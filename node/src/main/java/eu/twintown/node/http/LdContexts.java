package eu.twintown.node.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.ContextLoader;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Compiled JSON-LD contexts, kept by their source: most requests of a city name one of very few. */
public final class LdContexts {

    private static final int MOST = 2_000;

    /**
     * A compiled context and where it came from.
     *
     * @param url the URL in the Link header; or of the node's usual context; empty where the core context holds
     */
    public record Linked(Context context, Optional<String> url) {}

    private final ContextLoader loader;
    private final Cache<JsonNode, Context> compiled =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Linked core = new Linked(Context.core(), Optional.empty());
    private final Optional<String> usual;

    /** Takes remote documents from {@code loader}; requests that name no context get the core context. */
    public LdContexts(ContextLoader loader) {
        this(loader, Optional.empty());
    }

    /** @param usual URL of the context that requests get that name none; empty = the core context alone */
    public LdContexts(ContextLoader loader, Optional<String> usual) {
        this.loader = loader;
        this.usual = usual;
    }

    /** The context behind a URL, followed by the core context. */
    public Context byUrl(String url) {
        return compile(StringNode.valueOf(url));
    }

    /** The context of an {@code @context} member: a URL, an object, or an array of those. */
    public Context compile(JsonNode source) {
        Context known = compiled.getIfPresent(source);
        if (known != null) {
            return known;
        }
        Context context = Context.compile(source, loader);
        compiled.put(source, context);
        return context;
    }

    /**
     * The context that a request names in its Link header (ETSI GS CIM 009 V1.9.1, clause 6.3.5); without one the node's
     * usual context, or the core context where none is configured.
     */
    public Linked linked(Exchange exchange) {
        Optional<String> url = LinkHeader.context(exchange).or(() -> usual);
        return url.isEmpty() ? core : new Linked(byUrl(url.get()), url);
    }

    /**
     * The rules for the context of a request with a body (clause 6.3.5): JSON takes it from the Link header alone, JSON-LD
     * from the body alone.
     */
    public BodyContext ofBody(Exchange exchange) {
        MediaType type = MediaType.ofBody(exchange);
        if (type == MediaType.JSON) {
            return new BodyContext(this, linked(exchange), false);
        }
        if (LinkHeader.context(exchange).isPresent()) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST_DATA,
                    "A body of application/ld+json brings its own @context; leave the context out of the Link header,"
                            + " or send application/json");
        }
        return new BodyContext(this, core, true);
    }
}
