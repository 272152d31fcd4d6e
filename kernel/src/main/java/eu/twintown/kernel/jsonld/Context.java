package eu.twintown.kernel.jsonld;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An immutable, compiled JSON-LD context: terms to IRIs and back. The core context always has the last word (ETSI GS CIM
 * 009 V1.9.1, clause 4.4 and 5.5.5). How it is compiled stands at {@link ContextCompiler}.
 */
public final class Context {

    /** Names that no context defines are remembered up to this number per context, so that they are joined only once. */
    private static final int REMEMBERED_NAMES = 2_000;

    private static final Context CORE = ContextCompiler.compileCore();

    private final Map<String, Term> terms;
    private final String vocab;
    private final JsonNode source;
    private final Map<String, List<Term>> inverse;
    private final List<Term> prefixes;
    private final boolean hasGeneral;
    private final GeneralProcessor general;
    private final Map<String, String> expanded = new ConcurrentHashMap<>();
    private final Map<String, String> compacted = new ConcurrentHashMap<>();

    Context(Map<String, Term> terms, String vocab, JsonNode source, GeneralProcessor general) {
        this.terms = Map.copyOf(terms);
        this.general = general;
        this.vocab = vocab;
        this.source = source;
        this.inverse = invert(terms);
        this.hasGeneral = terms.values().stream().anyMatch(Term::general);
        this.prefixes = terms.values().stream()
                .filter(Term::prefix)
                .sorted(Comparator.comparing(Term::name))
                .toList();
    }

    /** The core context alone. */
    public static Context core() {
        return CORE;
    }

    /**
     * Compiles what stands in {@code @context} (a URL, an object, or an array of those), followed by the core context.
     *
     * @param source the value of {@code @context}
     * @param loader gives remote documents
     * @throws ProblemException LdContextNotAvailable where a remote context cannot be had, BadRequestData where one is
     *     wrong (clause 5.5.6)
     */
    public static Context compile(JsonNode source, ContextLoader loader) {
        return new ContextCompiler(loader).compile(source);
    }

    /** The IRI of a term, prefixed name or IRI in vocabulary position (attribute names, types). */
    public String expand(String term) {
        Term known = terms.get(term);
        if (known != null) {
            if (known.isNull()) {
                throw new ProblemException(
                        ProblemType.BAD_REQUEST_DATA, "The context says that the term \"" + term + "\" has no meaning");
            }
            return known.iri();
        }
        String iri = expanded.get(term);
        if (iri == null) {
            iri = expandUnknown(term, true);
            remember(expanded, term, iri);
        }
        return iri;
    }

    /**
     * As {@link #expand} for a name in a document: it must be a name that NGSI-LD allows (clause 4.6.2).
     *
     * @throws ProblemException BadRequestData where it is not
     * @throws GeneralFeature where only the general processor knows what the term means
     */
    public String expandMember(String name) {
        Term known = terms.get(name);
        if (known != null) {
            if (known.general()) {
                throw new GeneralFeature(name);
            }
            return expand(name);
        }
        String iri = expanded.get(name);
        if (iri != null) {
            return iri;
        }
        if (name.indexOf(':') > 0 ? !Iris.isAbsolute(name) : !Iris.isName(name)) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST_DATA,
                    "\"" + name + "\" is not a name: it must start with a letter, followed by letters, digits and _,"
                            + " or be prefix:name, or an IRI");
        }
        return expand(name);
    }

    /** As {@link #expandMember} inside a value, where any name may stand that becomes an IRI. */
    String expandInside(String name) {
        Term known = terms.get(name);
        if (known != null && known.general()) {
            throw new GeneralFeature(name);
        }
        if (name.isEmpty()) {
            throw new ProblemException(ProblemType.BAD_REQUEST_DATA, "A member name must not be empty");
        }
        return expand(name);
    }

    /** Whether a term of this name is defined, and has a meaning. */
    public boolean isDefined(String name) {
        Term known = terms.get(name);
        return known != null && !known.isNull();
    }

    /** Whether some of its terms can only be understood by the general processor. */
    public boolean hasGeneralTerms() {
        return hasGeneral;
    }

    /** The general processor under this context, for documents that need it. */
    public GeneralProcessor general() {
        return general;
    }

    /** As {@link #expand} for an identifier: prefixes count, terms and the default namespace do not. */
    public String expandId(String id) {
        int colon = id.indexOf(':');
        if (colon < 1 || !isPrefix(id, colon)) {
            return id;
        }
        return expandUnknown(id, false);
    }

    /** The shortest name of an IRI in vocabulary position. */
    public String compact(String iri) {
        String name = compacted.get(iri);
        if (name == null) {
            List<Term> candidates = inverse.get(iri);
            name = candidates == null
                    ? compactUnnamed(iri)
                    : candidates.getFirst().name();
            remember(compacted, iri, name);
        }
        return name;
    }

    /** What is to be written as {@code @context} of an answer: the source as given, followed by the core context's URL. */
    public JsonNode source() {
        return source;
    }

    /** What is known about a term; null where nothing is. */
    @Nullable Term term(String name) {
        return terms.get(name);
    }

    /** The terms that stand for an IRI, best first; empty where there is none. */
    List<Term> named(String iri) {
        return inverse.getOrDefault(iri, List.of());
    }

    /** The name of an IRI without any of its terms: relative to the default namespace, prefixed, or the IRI itself. */
    String compactUnnamed(String iri) {
        if (Iris.isKeyword(iri)) {
            return iri;
        }
        if (iri.length() > vocab.length() && iri.startsWith(vocab)) {
            String suffix = iri.substring(vocab.length());
            if (!terms.containsKey(suffix) && suffix.indexOf(':') < 0 && suffix.charAt(0) != '@') {
                return suffix;
            }
        }
        String best = iri;
        for (Term prefix : prefixes) {
            if (iri.length() > prefix.iri().length() && iri.startsWith(prefix.iri())) {
                String candidate =
                        prefix.name() + ":" + iri.substring(prefix.iri().length());
                boolean shorter = candidate.length() < best.length()
                        || candidate.length() == best.length() && candidate.compareTo(best) < 0;
                if ((best.equals(iri) || shorter)
                        && !terms.containsKey(candidate)
                        && !candidate.startsWith("//", prefix.name().length() + 1)) {
                    best = candidate;
                }
            }
        }
        return best;
    }

    /** Terms that make a list, map or literal of their value are no good names for attributes, if there are others. */
    private String nameOf(String iri) {
        List<Term> candidates = named(iri);
        for (Term term : candidates) {
            boolean single = term.container() == Term.Container.NONE || term.container() == Term.Container.SET;
            if (single && !"@json".equals(term.type())) {
                return term.name();
            }
        }
        return candidates.isEmpty()
                ? compactUnnamed(iri)
                : candidates.getFirst().name();
    }

    private String expandUnknown(String name, boolean relativeToVocab) {
        int colon = name.indexOf(':');
        if (colon > 0) {
            Term prefix = terms.get(name.substring(0, colon));
            if (prefix != null && prefix.prefix() && !name.startsWith("//", colon + 1)) {
                return prefix.iri() + name.substring(colon + 1);
            }
            return name;
        }
        return Iris.isKeyword(name) || !relativeToVocab ? name : vocab + name;
    }

    private boolean isPrefix(String id, int colon) {
        // Nearly all identifiers are URNs or http URLs: no need to cut out their scheme.
        if (id.startsWith("urn:") || id.startsWith("//", colon + 1)) {
            return false;
        }
        Term term = terms.get(id.substring(0, colon));
        return term != null && term.prefix();
    }

    private static void remember(Map<String, String> cache, String key, String value) {
        if (cache.size() < REMEMBERED_NAMES) {
            cache.put(key, value);
        }
    }

    private static Map<String, List<Term>> invert(Map<String, Term> terms) {
        Map<String, List<Term>> inverse = new HashMap<>();
        for (Term term : terms.values()) {
            if (!term.isNull() && !term.general()) {
                inverse.computeIfAbsent(term.iri(), iri -> new ArrayList<>(1)).add(term);
            }
        }
        // The shortest name wins, then the least in the order of characters (JSON-LD 1.1, 9.14.2).
        Comparator<Term> order =
                Comparator.comparingInt((Term t) -> t.name().length()).thenComparing(Term::name);
        inverse.replaceAll((iri, list) -> list.stream().sorted(order).toList());
        return Map.copyOf(inverse);
    }
}
