package eu.twintown.node.http;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON bodies of requests as a stream, within limits on size, depth, names, texts and numbers. Faults tell line
 * and column.
 */
public final class JsonBodies {

    /** For writing; has no limits. */
    public static final JsonMapper WRITER = JsonMapper.shared();

    private static final int LONGEST_NAME = 2_000;
    private static final int LONGEST_NUMBER = 200;

    private final JsonMapper mapper;
    private final long maxBytes;

    /** Takes bodies up to {@code maxBytes}, nested up to {@code maxDepth}. */
    public JsonBodies(long maxBytes, int maxDepth) {
        this.maxBytes = maxBytes;
        this.mapper = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(maxDepth)
                                .maxNameLength(LONGEST_NAME)
                                .maxNumberLength(LONGEST_NUMBER)
                                .maxStringLength((int) Math.min(maxBytes, Integer.MAX_VALUE))
                                .build())
                        .build())
                .build();
    }

    /**
     * Reads one JSON value as it comes in.
     *
     * @param reader gets the parser on the first token, and leaves it on the last one of the value
     */
    public <T> T read(Exchange exchange, Function<JsonParser, T> reader) {
        checkLength(exchange);
        return parse(() -> mapper.createParser(exchange.body()), reader);
    }

    /** Reads the whole body as a tree. */
    public JsonNode readTree(Exchange exchange) {
        return read(exchange, JsonParser::readValueAsTree);
    }

    /** The whole body as it came, for those that need to look at it twice. */
    public byte[] bytes(Exchange exchange) {
        checkLength(exchange);
        try {
            return exchange.body().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #read}, from bytes. */
    public <T> T parse(byte[] body, Function<JsonParser, T> reader) {
        return parse(() -> mapper.createParser(body), reader);
    }

    /** The JSON value that starts at {@code offset}, whatever follows it. */
    public JsonNode valueAt(byte[] body, int offset) {
        try (JsonParser parser = mapper.createParser(body, offset, body.length - offset)) {
            parser.nextToken();
            return parser.readValueAsTree();
        }
    }

    private static <T> T parse(Supplier<JsonParser> source, Function<JsonParser, T> reader) {
        try (JsonParser parser = source.get()) {
            if (parser.nextToken() == null) {
                throw new ProblemException(
                        ProblemType.INVALID_REQUEST, "The request has no body; send a JSON document");
            }
            T value = reader.apply(parser);
            if (parser.nextToken() != null) {
                throw malformed("there is more after the end of the document", parser.currentTokenLocation());
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw malformed("it is over a limit: " + e.getOriginalMessage(), e.getLocation());
        } catch (JacksonIOException e) {
            throw e;
        } catch (JacksonException e) {
            throw malformed(e.getOriginalMessage(), e.getLocation());
        }
    }

    private void checkLength(Exchange exchange) {
        OptionalLong told = exchange.contentLength();
        if (told.isEmpty() && exchange.isChunked()) {
            throw new ProblemException(
                    ProblemType.LENGTH_REQUIRED, "The request must tell the length of its body in Content-Length");
        }
        long length = told.orElse(0);
        if (length > maxBytes) {
            throw new ProblemException(
                    ProblemType.PAYLOAD_TOO_LARGE,
                    "The body has " + length + " bytes; at most " + maxBytes + " are taken");
        }
    }

    private static ProblemException malformed(String what, @Nullable TokenStreamLocation location) {
        if (location == null) {
            return new ProblemException(ProblemType.INVALID_REQUEST, "The body is not valid JSON: " + what);
        }
        String line = Integer.toString(location.getLineNr());
        String column = Integer.toString(location.getColumnNr());
        return new ProblemException(new Problem(
                ProblemType.INVALID_REQUEST,
                "The body is not valid JSON, line " + line + ", column " + column + ": " + what,
                Map.of("line", line, "column", column)));
    }
}
