package eu.twintown.node.trust.simpl.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.trust.simpl.check.CheckPlan.Staff;
import eu.twintown.node.trust.simpl.tier.Answers;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the authority's staff does, where the script was given their accounts. */
record Office(CheckPlan plan, OutgoingClient outgoing) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    void approve(Staff notary, String request) {
        send(notary, "POST", "/v1/onboardingRequests/" + request + "/approve", "");
    }

    void status(Staff manager, String credential, String status) {
        String body = JsonMapper.shared()
                .createObjectNode()
                .put("status", status)
                .put("reason", "acceptance script")
                .toString();
        send(manager, "PATCH", "/tier1/v2/credentials/" + URLEncoder.encode(credential, UTF_8), body);
    }

    private void send(Staff who, String method, String path, String body) {
        Map<String, String> headers = body.isEmpty()
                ? Map.of("Authorization", "Bearer " + token(who))
                : Map.of("Authorization", "Bearer " + token(who), "Content-Type", "application/json");
        Response response = outgoing.send(
                new Request(method, URI.create(plan.tier1() + path), headers, body.getBytes(UTF_8), TIMEOUT));
        Answers.accepted("the authority (as " + who.username() + ")", response);
    }

    private String token(Staff who) {
        String form = "grant_type=password&client_id=frontend-cli&username=" + URLEncoder.encode(who.username(), UTF_8)
                + "&password=" + URLEncoder.encode(who.password(), UTF_8);
        JsonNode answer = Answers.json(
                "the authority (sign-in of " + who.username() + ")",
                outgoing.send(new Request(
                        "POST",
                        plan.tokenUrl(),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        form.getBytes(UTF_8),
                        TIMEOUT)));
        return answer.path("access_token").asString("");
    }
}
