package eu.twintown.node.trust.simpl.tier;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads answers of an authority or a peer; what they refuse is passed on with their own words (RFC 9457). */
public final class Answers {
    private static final int LONGEST_REASON = 500;

    private Answers() {}

    /**
     * The body of a success as JSON; missing where there is none.
     *
     * @param who for the message, such as {@code the authority}
     * @throws ProblemException Bad Gateway, with status, type and reason that came
     */
    public static JsonNode json(String who, Response response) {
        accepted(who, response);
        if (response.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JsonMapper.shared().readTree(response.body());
        } catch (JacksonException e) {
            throw new ProblemException(
                    ProblemType.BAD_GATEWAY, "The answer of " + who + " is not valid JSON: " + e.getOriginalMessage());
        }
    }

    /** The body of a success as text: bare, or a JSON string. */
    public static String text(String who, Response response) {
        accepted(who, response);
        String body = new String(response.body(), StandardCharsets.UTF_8).strip();
        if (body.startsWith("\"")) {
            return json(who, response).asString("");
        }
        return body;
    }

    /** @throws ProblemException where this is no success */
    public static void accepted(String who, Response response) {
        if (response.status() < 200 || response.status() > 299) {
            throw refusal(who, response);
        }
    }

    private static ProblemException refusal(String who, Response response) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("remoteStatus", Integer.toString(response.status()));
        String reason = "";
        try {
            JsonNode problem = JsonMapper.shared().readTree(response.body());
            reason = shortened(
                    problem.path("detail").asString(problem.path("title").asString("")));
            String type = shortened(problem.path("type").asString(""));
            if (!type.isEmpty()) {
                more.put("remoteType", type);
            }
        } catch (JacksonException e) {
            // It gave no reason that could be read; the status has to do.
        }
        return new ProblemException(new Problem(
                ProblemType.BAD_GATEWAY,
                who.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + who.substring(1) + " refused with status "
                        + response.status() + (reason.isEmpty() ? "" : ": " + reason),
                more));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
    }
}
