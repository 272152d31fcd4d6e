package eu.twintown.kernel.jsonld;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a JSON-LD context into a table.
 *
 * <p>A general JSON-LD processor reads the context anew for each document, and that is where nearly all of its time goes
 * (measured: 98 %). But an NGSI-LD broker sees the same few contexts in millions of requests, and NGSI-LD narrows
 * JSON-LD: the context stands at the top only, the core context is always there and wins (clauses 4.4, 5.5.7). So the
 * context can be compiled once, into what it comes down to: a flat map from term to IRI, coercion and container, a map
 * back from IRI to the terms that stand for it, and a short list of prefixes. Expanding or compacting a name is then one
 * look-up.
 *
 * <p>The order in which contexts apply: first the core context, unprotected, so that user contexts may build on its
 * prefix; then the user's contexts in their order, a remote one being the same as its content at that place; last the
 * core context again, whatever the user said before. Naming the core context anywhere in between changes nothing.
 *
 * <p>Within one context object, terms may refer to each other in any order; each is defined when first needed (JSON-LD
 * 1.1 API, 4.2 "Create Term Definition", of which {@link TermCompiler} follows the steps). What the specialised
 * processor does not know ({@code @nest}, {@code @reverse}, scoped contexts, graph and id containers and so on) marks
 * the term as general: documents that use such a term go through {@link GeneralProcessor}, all others stay fast. On the
 * way out a general term is never chosen, the prefixed name or IRI stands instead, which means the same.
 *
 * <p>One thing is NGSI-LD's own: an attribute is named by a term for its IRI alone, whatever the term says about its
 * values (clause 4.4 asks users to say there what a Property's range is). Coercions and containers count inside values.
 *
 * <p>Limits, because contexts come from strangers: number of remote documents, depth of their references, number of
 * terms. A context that refers to itself is refused.
 */
final class ContextCompiler {

    private static final int MAX_REMOTE = 32;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_TERMS = 50_000;

    private final ContextLoader loader;
    private final Deque<String> open = new ArrayDeque<>();
    private final Map<String, Term> core;
    private Map<String, Term> terms;
    private String vocab = CoreContext.VOCAB;
    private int remote;

    ContextCompiler(ContextLoader loader) {
        this.loader = loader;
        this.core = CoreTerms.TERMS;
        this.terms = new HashMap<>(core);
    }

    /** The core's terms, compiled once. */
    private static final class CoreTerms {
        static final Map<String, Term> TERMS = compile();

        private static Map<String, Term> compile() {
            TermCompiler compiler = new TermCompiler(new HashMap<>(), CoreContext.VOCAB, CoreContext.definitions());
            compiler.defineAll();
            return Map.copyOf(compiler.terms());
        }
    }

    static Context compileCore() {
        JsonNode url = JsonNodeFactory.instance.stringNode(CoreContext.URL);
        GeneralProcessor general = new GeneralProcessor(url, other -> {
            throw wrong("The core context refers to " + other + ", which does not ship inside");
        });
        return new Context(CoreTerms.TERMS, CoreContext.VOCAB, url, general);
    }

    Context compile(JsonNode source) {
        apply(source, "");
        terms.putAll(core);
        return new Context(terms, CoreContext.VOCAB, withCore(source), new GeneralProcessor(source, loader));
    }

    /** The source with the core context's URL behind it, and nowhere else. */
    private static JsonNode withCore(JsonNode source) {
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        for (JsonNode part : source.isArray()
                ? (ArrayNode) source
                : JsonNodeFactory.instance.arrayNode().add(source)) {
            if (!part.isNull() && !(part.isString() && CoreContext.isCore(part.asString()))) {
                result.add(part);
            }
        }
        result.add(CoreContext.URL);
        return result.size() == 1 ? result.get(0) : result;
    }

    private void apply(JsonNode context, String base) {
        if (context.isArray()) {
            for (JsonNode part : context) {
                apply(part, base);
            }
        } else if (context.isString()) {
            applyRemote(context.asString(), base);
        } else if (context.isObject()) {
            applyObject((ObjectNode) context, base);
        } else if (context.isNull()) {
            terms = new HashMap<>(core);
            vocab = CoreContext.VOCAB;
        } else {
            throw wrong("@context must be a URL, an object, or an array of those; it holds " + context);
        }
    }

    private void applyRemote(String reference, String base) {
        if (CoreContext.isCore(reference)) {
            terms.putAll(core);
            vocab = CoreContext.VOCAB;
            return;
        }
        String url = resolve(reference, base);
        JsonNode document = load(url);
        open.push(url);
        apply(content(document, url), url);
        open.pop();
    }

    private JsonNode load(String url) {
        if (open.contains(url)) {
            throw wrong("The context " + url + " refers to itself");
        }
        if (open.size() >= MAX_DEPTH || ++remote > MAX_REMOTE) {
            throw wrong("The context refers to too many others: at most " + MAX_REMOTE + ", " + MAX_DEPTH
                    + " deep; the one too many is " + url);
        }
        return WellKnownContexts.find(url).orElseGet(() -> loader.load(url));
    }

    private static JsonNode content(JsonNode document, String url) {
        JsonNode content = document.isObject() ? document.get("@context") : null;
        if (content == null) {
            throw wrong("The document at " + url + " is not a JSON-LD context: it has no member @context");
        }
        return content;
    }

    private void applyObject(ObjectNode context, String base) {
        ObjectNode definitions = context;
        if (context.has("@import")) {
            definitions = imported(context, base);
        }
        boolean general =
                definitions.has("@propagate") && !definitions.path("@propagate").asBoolean(true);
        JsonNode newVocab = definitions.get("@vocab");
        if (newVocab != null) {
            vocab = newVocab.isNull() ? CoreContext.VOCAB : expandVocab(newVocab);
        }
        TermCompiler compiler = new TermCompiler(terms, vocab, definitions);
        compiler.defineAll();
        if (general) {
            throw wrong("@propagate: false cannot be used at the top of a document; leave it out");
        }
        if (terms.size() > MAX_TERMS) {
            throw wrong("The context defines more than " + MAX_TERMS + " terms");
        }
    }

    private String expandVocab(JsonNode value) {
        if (!value.isString()) {
            throw wrong("@vocab must be an IRI; it is " + value);
        }
        String text = value.asString();
        if (text.isEmpty() || text.startsWith("_:")) {
            return CoreContext.VOCAB;
        }
        return new TermCompiler(terms, vocab, JsonNodeFactory.instance.objectNode()).expand(text, true);
    }

    private ObjectNode imported(ObjectNode context, String base) {
        JsonNode reference = context.get("@import");
        if (!reference.isString()) {
            throw wrong("@import must be the URL of a context; it is " + reference);
        }
        String url = resolve(reference.asString(), base);
        JsonNode content = content(load(url), url);
        if (!content.isObject() || content.has("@import")) {
            throw wrong("The context imported from " + url + " must be one object without @import");
        }
        ObjectNode merged = ((ObjectNode) content).deepCopy();
        merged.setAll(context);
        merged.remove("@import");
        return merged;
    }

    private static String resolve(String reference, String base) {
        if (base.isEmpty() || Iris.isAbsolute(reference)) {
            if (!Iris.isAbsolute(reference)) {
                throw wrong("A context must be named by an absolute URL; it is \"" + reference + "\"");
            }
            return reference;
        }
        try {
            return URI.create(base).resolve(reference).toString();
        } catch (IllegalArgumentException e) {
            throw wrong("\"" + reference + "\" in the context " + base + " is not a URL");
        }
    }

    static ProblemException wrong(String detail) {
        return new ProblemException(ProblemType.BAD_REQUEST_DATA, detail);
    }
}
