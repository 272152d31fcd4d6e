package eu.twintown.kernel.entity;

import eu.twintown.kernel.entity.EntityParser.Mode;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.Iris;
import eu.twintown.kernel.jsonld.ValueExpander;
import eu.twintown.kernel.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

/**
 * What is known while one document is read: tokens, context, mode, and where in the whole body we are. Reads the simple
 * members that entities and attributes share.
 */
final class Reading {

    /** How deep documents may be nested. */
    static final int MAX_DEPTH = 64;

    final JsonParser parser;
    final Context context;
    final Mode mode;
    private final String above;
    private final int depthAbove;

    Reading(JsonParser parser, Context context, Mode mode) {
        this(parser, context, mode, "", 0);
    }

    private Reading(JsonParser parser, Context context, Mode mode, String above, int depthAbove) {
        this.parser = parser;
        this.context = context;
        this.mode = mode;
        this.above = above;
        this.depthAbove = depthAbove;
    }

    /** The same document, continued in a part of it that has been read already; the parser stands on its first token. */
    Reading within(JsonNode part, String pointer) {
        JsonParser tokens = part.traverse(ObjectReadContext.empty());
        tokens.nextToken();
        return new Reading(tokens, context, mode, pointer, depth());
    }

    Reading withContext(Context other) {
        return new Reading(parser, other, mode, above, depthAbove);
    }

    JsonToken token() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw wrong("The document is empty");
        }
        return token;
    }

    boolean allowsNull() {
        return mode != Mode.ENTITY;
    }

    String pointer() {
        return above + parser.streamReadContext().pathAsPointer();
    }

    private int depth() {
        return depthAbove + parser.streamReadContext().getNestingDepth();
    }

    void checkDepth() {
        if (depth() > MAX_DEPTH) {
            throw wrong("The document is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    ProblemException wrong(String detail) {
        return ProblemException.badData(detail, pointer());
    }

    /** The value under the parser, its names expanded. */
    JsonNode expandedValue() {
        try {
            return new ValueExpander(parser, context, MAX_DEPTH - depth()).expanded();
        } catch (ProblemException e) {
            throw shifted(e, above);
        }
    }

    /** The value under the parser as it stands. */
    JsonNode verbatim() {
        try {
            return new ValueExpander(parser, context, MAX_DEPTH - depth()).verbatim();
        } catch (ProblemException e) {
            throw shifted(e, above);
        }
    }

    /** A fault whose pointer starts at the value that has just been read. */
    ProblemException below(ProblemException e) {
        return shifted(e, pointer());
    }

    private static ProblemException shifted(ProblemException e, String pointer) {
        String inner = e.problem().extensions().getOrDefault("pointer", "");
        return pointer.isEmpty() ? e : ProblemException.badData(e.problem().detail(), pointer + inner);
    }

    String expandName(String name) {
        try {
            return context.expandMember(name);
        } catch (ProblemException e) {
            throw wrong(e.problem().detail());
        }
    }

    String string(String member) {
        if (token() != JsonToken.VALUE_STRING) {
            throw wrong("\"" + member + "\" must be a string");
        }
        return parser.getString();
    }

    String uri(String member) {
        String text = context.expandId(string(member));
        if (!Iris.isAbsolute(text)) {
            throw wrong("\"" + member + "\" must be a URI, such as urn:ngsi-ld:Vehicle:1; it is \"" + text + "\"");
        }
        return text;
    }

    /** A DateTime, as text; the NGSI-LD Null where the mode allows it. */
    String dateTime(String member) {
        String text = string(member);
        if (text.equals(NgsiLdNull.URI) && allowsNull()) {
            return text;
        }
        return DateTimeSyntax.normalized(text)
                .orElseThrow(() -> wrong("\"" + member
                        + "\" must be a DateTime in UTC, such as 2026-01-31T12:00:00Z; it is \"" + text + "\""));
    }

    Instant instant(String member) {
        String text = dateTime(member);
        return text.equals(NgsiLdNull.URI) ? NgsiLdNull.INSTANT : Instant.parse(text);
    }

    /** A time that only systems set; callers who give anything else there are not to be listened to (clause 5.2.2). */
    @Nullable Instant systemTime() {
        JsonNode given = verbatim();
        return given.isString() ? DateTimeSyntax.parse(given.asString()).orElse(null) : null;
    }

    /** One string or an array of them, each made by the function. */
    List<String> strings(String member, Function<String, String> each) {
        if (token() != JsonToken.START_ARRAY) {
            return List.of(each.apply(member));
        }
        List<String> all = new ArrayList<>(2);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String one = each.apply(member);
            if (!all.contains(one)) {
                all.add(one);
            }
        }
        if (all.isEmpty()) {
            throw wrong("\"" + member + "\" must not be an empty array");
        }
        return List.copyOf(all);
    }

    /** The name of a type, expanded. */
    String type(String member) {
        String name = string(member);
        if (name.equals(NgsiLdNull.URI)) {
            throw wrong("\"" + member + "\" cannot be deleted: urn:ngsi-ld:null is not allowed here");
        }
        return expandName(name);
    }
}
