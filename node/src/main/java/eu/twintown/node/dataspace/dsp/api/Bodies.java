package eu.twintown.node.dataspace.dsp.api;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the management API takes and gives. */
final class Bodies {
    private static final int LONGEST = 2_000;

    private Bodies() {}

    /** The body; an empty object where there is none. */
    static ObjectNode read(Exchange exchange, JsonBodies bodies) {
        if (exchange.header("Content-Length").orElse("0").equals("0")) {
            return JsonBodies.WRITER.createObjectNode();
        }
        JsonNode json = bodies.readTree(exchange);
        if (!(json instanceof ObjectNode object)) {
            throw ProblemException.badData("Send a JSON object", "");
        }
        return object;
    }

    static Optional<String> text(ObjectNode body, String member) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        String text = value.isString() ? value.asString().strip() : "";
        if (text.isEmpty() || text.length() > LONGEST) {
            throw ProblemException.badData("This must be a text of up to " + LONGEST + " characters", "/" + member);
        }
        return Optional.of(text);
    }

    static String require(ObjectNode body, String member, String what) {
        return text(body, member).orElseThrow(() -> ProblemException.badData("Give " + what, "/" + member));
    }

    static Optional<URI> address(ObjectNode body) {
        return text(body, "address").map(text -> {
            try {
                URI uri = URI.create(text);
                if (uri.isAbsolute() && uri.getHost() != null) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // Told below.
            }
            throw ProblemException.badData("This must be the base address of Dataspace Protocol endpoints", "/address");
        });
    }

    static void send(Exchange exchange, int status, JsonNode answer) {
        exchange.answerHeader("Cache-Control", "no-store")
                .send(status, MediaType.JSON, JsonBodies.WRITER.writeValueAsBytes(answer));
    }
}
