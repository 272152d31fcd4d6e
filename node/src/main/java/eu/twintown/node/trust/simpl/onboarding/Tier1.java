package eu.twintown.node.trust.simpl.onboarding;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.simpl.tier.Answers;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Requests to the authority's tier 1, with the token of an account there (OpenID Connect, password grant). */
final class Tier1 {
    private static final String WHO = "the authority";

    private final AuthoritySettings settings;
    private final Function<Request, Response> send;
    private final Supplier<Optional<Account>> account;
    private final InstantSource clock;
    private volatile @Nullable Token token;

    /** Name and password at tier 1. */
    record Account(String username, String password) {
        @Override
        public String toString() {
            return "Account[" + username + "]";
        }
    }

    private record Token(String value, Instant expires, String username) {}

    Tier1(
            AuthoritySettings settings,
            Function<Request, Response> send,
            Supplier<Optional<Account>> account,
            InstantSource clock) {
        this.settings = settings;
        this.send = send;
        this.account = account;
        this.clock = clock;
    }

    /** Without a token. */
    Response open(String method, URI uri, Map<String, String> headers, byte[] body) {
        try {
            return send.apply(new Request(method, uri, headers, body, settings.timeout()));
        } catch (OutgoingException e) {
            throw new ProblemException(
                    ProblemType.BAD_GATEWAY, "The authority's tier 1 cannot be reached: " + e.getMessage());
        }
    }

    /** With the account's token; with a fresh one where the first is refused. */
    Response signedIn(String method, URI uri, String type, byte[] body) {
        Response response = open(method, uri, headers(type, token()), body);
        if (response.status() == 401) {
            token = null;
            response = open(method, uri, headers(type, token()), body);
        }
        return response;
    }

    Response json(String method, URI uri, JsonNode body) {
        return signedIn(method, uri, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    Response get(URI uri) {
        return signedIn("GET", uri, "", new byte[0]);
    }

    private static Map<String, String> headers(String type, String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer " + token);
        headers.put("Accept", "application/json, application/problem+json, */*;q=0.5");
        if (!type.isEmpty()) {
            headers.put("Content-Type", type);
        }
        return headers;
    }

    private String token() {
        Account used = account.get()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT,
                        "No account at the authority's tier 1 is known: give one with the onboarding request or in"
                                + " simpl.authority.sign-in"));
        Token known = token;
        if (known != null
                && known.username().equals(used.username())
                && clock.instant().isBefore(known.expires())) {
            return known.value();
        }
        String form =
                "grant_type=password&client_id=" + encoded(settings.signIn().clientId()) + "&username="
                        + encoded(used.username()) + "&password=" + encoded(used.password());
        Response response = open(
                "POST",
                settings.signIn().tokenUrl(),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form.getBytes(StandardCharsets.UTF_8));
        JsonNode answer = Answers.json(WHO + " (sign-in of " + used.username() + ")", response);
        long seconds = Math.clamp(answer.path("expires_in").asLong(60), 10, 3600);
        Token fresh = new Token(
                answer.path("access_token").asString(""),
                clock.instant().plusSeconds(seconds - seconds / 5),
                used.username());
        token = fresh;
        return fresh.value();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
