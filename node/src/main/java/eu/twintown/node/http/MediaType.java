package eu.twintown.node.http;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The media types of NGSI-LD, in the order of preference of ETSI GS CIM 009 V1.9.1, clause 6.3.4. */
public enum MediaType {
    JSON("application/json"),
    JSON_LD("application/ld+json"),
    GEO_JSON("application/geo+json");

    /** What most operations can answer with. */
    public static final List<MediaType> PLAIN = List.of(JSON, JSON_LD);

    /** What retrieving and querying entities can answer with. */
    public static final List<MediaType> WITH_GEO = List.of(JSON, JSON_LD, GEO_JSON);

    private final String text;
    private final Header header;

    MediaType(String text) {
        this.text = text;
        this.header = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, text);
    }

    public String text() {
        return text;
    }

    /** As Content-Type of an answer. */
    public Header header() {
        return header;
    }

    /**
     * The media type for the answer.
     *
     * @throws ProblemException NotAcceptable where the request accepts none of these
     */
    public static MediaType accepted(Exchange exchange, List<MediaType> available) {
        return accepted(exchange.header(HeaderNames.ACCEPT), available);
    }

    static MediaType accepted(Optional<String> accept, List<MediaType> available) {
        if (accept.isEmpty() || accept.get().equals("*/*")) {
            return available.getFirst();
        }
        List<AcceptRange> ranges = AcceptRange.parse(accept.get());
        Optional<MediaType> best = Optional.empty();
        double bestQuality = 0;
        for (MediaType candidate : available) {
            double quality = AcceptRange.quality(ranges, candidate.text);
            if (quality > bestQuality) {
                bestQuality = quality;
                best = Optional.of(candidate);
            }
        }
        String list = available.stream().map(MediaType::text).collect(Collectors.joining(", "));
        return best.orElseThrow(() -> new ProblemException(new Problem(
                ProblemType.NOT_ACCEPTABLE,
                "The request accepts '" + accept.get() + "'; available: " + list,
                Map.of("available", list))));
    }

    /**
     * The media type of the request's body: JSON or JSON-LD (clause 6.3.4).
     *
     * @throws ProblemException UnsupportedMediaType for any other
     */
    public static MediaType ofBody(Exchange exchange) {
        String value = exchange.header(HeaderNames.CONTENT_TYPE)
                .orElseThrow(() -> unsupported("The request has no Content-Type"));
        int semicolon = value.indexOf(';');
        String type = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
        if (type.equalsIgnoreCase(JSON.text)) {
            return JSON;
        }
        if (type.equalsIgnoreCase(JSON_LD.text)) {
            return JSON_LD;
        }
        if (type.equalsIgnoreCase("application/merge-patch+json")
                && exchange.method().equals("PATCH")) {
            return JSON;
        }
        throw unsupported("The body is '" + type + "'");
    }

    private static ProblemException unsupported(String fault) {
        return new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, fault + "; send application/json or application/ld+json");
    }
}
