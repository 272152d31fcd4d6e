package eu.twintown.node.dataspace.dsp.delivery;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.dataspace.dsp.message.ErrorAnswer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends one message once, and says what that means. */
final class Attempt {
    /** The other side knows no such process, or its state does not fit: it may not be there yet. */
    private static final Set<Integer> RACES = Set.of(404, 409);

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final Set<Integer> NOT_ADMITTED = Set.of(401, 403);
    /** A proof may be in the making; what nobody lets in for so long is refused. */
    private static final Duration ADMISSION = Duration.ofMinutes(10);

    private final Courier courier;
    private final Delivery hooks;
    private final DeliverySettings settings;

    Attempt(Courier courier, Delivery hooks, DeliverySettings settings) {
        this.courier = courier;
        this.hooks = hooks;
        this.settings = settings;
    }

    Outcome send(Process process, Outgoing message, Instant now) {
        Duration age = Duration.between(message.since(), now);
        try {
            OutgoingClient.Response response = courier.send(process.counterparty(), request(process, message, now));
            return outcome(response, age);
        } catch (OutgoingException e) {
            String why = String.valueOf(e.getMessage());
            return e.reason() == OutgoingException.Reason.FORBIDDEN_ADDRESS
                    ? new Outcome.Refused("NOT_DELIVERED", why, false)
                    : laterUnless(age.compareTo(settings.giveUp()) > 0, why);
        }
    }

    private OutgoingClient.Request request(Process process, Outgoing message, Instant now) {
        ObjectNode body = hooks.prepared(process, message, message.body().deepCopy());
        boolean known = message.needsPid();
        if (known || process.side() == Side.PROVIDER) {
            body.put("providerPid", process.providerPid());
        }
        if (known || process.side() == Side.CONSUMER) {
            body.put("consumerPid", process.consumerPid());
        }
        URI uri = URI.create(process.address() + message.path().replace(Outgoing.PID, encoded(process.peerPid())));
        Map<String, String> headers = Map.of(
                "Content-Type", ErrorAnswer.JSON,
                "Accept", ErrorAnswer.JSON,
                "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
        return new OutgoingClient.Request(
                "POST", uri, headers, body.toString().getBytes(StandardCharsets.UTF_8), settings.timeout());
    }

    /** A pid is one path segment, whatever it is made of. */
    private static String encoded(String pid) {
        return java.net.URLEncoder.encode(pid, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }

    private Outcome outcome(OutgoingClient.Response response, Duration age) {
        int status = response.status();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(body(response));
        }
        String why = "It answered " + status + reasons(response);
        if (RACES.contains(status) && age.compareTo(settings.racePatience()) < 0
                || NOT_ADMITTED.contains(status) && age.compareTo(ADMISSION) < 0) {
            return laterUnless(age.compareTo(settings.giveUp()) > 0, why);
        }
        if (status >= 500 || PASSING.contains(status)) {
            return laterUnless(age.compareTo(settings.giveUp()) > 0, why);
        }
        return new Outcome.Refused("REFUSED", why, status == 400 || status == 409);
    }

    private static Outcome laterUnless(boolean over, String why) {
        return over
                ? new Outcome.Refused("NOT_DELIVERED", "Not delivered in time: " + why, true)
                : new Outcome.Later(why);
    }

    private static ObjectNode body(OutgoingClient.Response response) {
        try {
            JsonNode json = response.body().length == 0
                    ? JsonMapper.shared().createObjectNode()
                    : JsonMapper.shared().readTree(response.body());
            return json instanceof ObjectNode object
                    ? object
                    : JsonMapper.shared().createObjectNode();
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    /** What an error object of the protocol, or problem details, say. */
    private static String reasons(OutgoingClient.Response response) {
        ObjectNode body = body(response);
        if (body.path("detail").isString()) {
            return ": " + body.path("detail").asString();
        }
        if (!body.has("@context")) {
            return "";
        }
        String reasons = String.join("; ", DspMessage.read(body).reasons());
        return reasons.isEmpty() ? "" : ": " + reasons;
    }
}
