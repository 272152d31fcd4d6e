package eu.twintown.node.http;

import eu.twintown.kernel.problem.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Writes problem details (RFC 9457). Below the NGSI-LD root they come as plain {@code application/json}, because ETSI GS
 * CIM 009 V1.9.1, clauses 5.5.3 and 6.3.3, asks for that media type, unless the caller accepts
 * {@code application/problem+json} by name; elsewhere as {@code application/problem+json}.
 */
public final class ProblemWriter {

    private static final String PROBLEM_JSON = "application/problem+json";
    private static final Header PROBLEM = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, PROBLEM_JSON);

    private ProblemWriter() {}

    static void send(Problem problem, ServerRequest request, ServerResponse response) {
        response.status(Status.create(problem.type().status()));
        response.header(asksForPlainJson(request) ? MediaType.JSON.header() : PROBLEM);
        response.send(bytes(problem));
    }

    private static boolean asksForPlainJson(ServerRequest request) {
        return request.prologue().uriPath().rawPath().startsWith(Exchange.NGSI_LD)
                && !(request.headers().contains(HeaderNames.ACCEPT)
                        && request.headers().get(HeaderNames.ACCEPT).values().contains(PROBLEM_JSON));
    }

    /** The problem as JSON text in UTF-8. */
    public static byte[] bytes(Problem problem) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = JsonBodies.WRITER.createGenerator(out)) {
            write(generator, problem);
        }
        return out.toByteArray();
    }

    /**
     * Writes the problem as a JSON object, also inside a larger answer. Extensions named {@code type} and {@code title}
     * stand in for those of the problem's type, for APIs that have URIs of their own.
     */
    public static void write(JsonGenerator generator, Problem problem) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("type", problem.type().uri());
        members.put("title", problem.type().title());
        members.putAll(problem.extensions());
        generator.writeStartObject();
        generator.writeStringProperty("type", members.remove("type"));
        generator.writeStringProperty("title", members.remove("title"));
        generator.writeNumberProperty("status", problem.type().status());
        generator.writeStringProperty("detail", problem.detail());
        members.forEach(generator::writeStringProperty);
        generator.writeEndObject();
    }
}
