package eu.twintown.node.trust.peer;

import eu.twintown.node.config.PeerAuth;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proves this node by an access token of an OAuth2 server (client credentials, RFC 6749, section 4.4). Where none can be
 * had, the peer is asked without, as anybody may.
 */
final class OAuth2Proof implements Asking {
    private static final Logger LOG = LoggerFactory.getLogger(OAuth2Proof.class);
    private static final int UNAUTHORIZED = 401;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);
    private static final long SHORTEST_LIFE = 30;
    private static final long MARGIN = 15;

    private final PeerAuth.OAuth2 settings;
    private final OutgoingClient outgoing;
    private final InstantSource clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Token token;
    private volatile Instant nextTry = Instant.EPOCH;

    private record Token(String text, Instant until) {}

    OAuth2Proof(PeerAuth.OAuth2 settings, OutgoingClient outgoing, InstantSource clock) {
        this.settings = settings;
        this.outgoing = outgoing;
        this.clock = clock;
    }

    @Override
    public OutgoingClient.Response send(OutgoingClient.Request request) {
        Token current = current();
        if (current == null) {
            return outgoing.send(request);
        }
        OutgoingClient.Response response = outgoing.send(Headers.withBearer(request, current.text()));
        if (response.status() == UNAUTHORIZED) {
            // It may have been withdrawn: the next request gets another.
            token = null;
        }
        return response;
    }

    private @Nullable Token current() {
        Instant now = clock.instant();
        Token known = token;
        if (known != null && now.isBefore(known.until()) || now.isBefore(nextTry)) {
            return known;
        }
        fetching.lock();
        try {
            if (token == known) {
                token = fetch(now);
            }
            return token;
        } catch (OutgoingException | JacksonException | IllegalStateException e) {
            LOG.warn("{} gives no access token: {}", settings.tokenUrl(), e.getMessage());
            nextTry = now.plus(BETWEEN_TRIES);
            return null;
        } finally {
            fetching.unlock();
        }
    }

    private Token fetch(Instant now) {
        String form = "grant_type=client_credentials"
                + settings.scope().map(scope -> "&scope=" + encoded(scope)).orElse("");
        String pair = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put(
                Headers.AUTHORIZATION,
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        OutgoingClient.Response response = outgoing.send(new OutgoingClient.Request(
                "POST", settings.tokenUrl(), headers, form.getBytes(StandardCharsets.UTF_8), PATIENCE));
        if (response.status() != 200) {
            throw new IllegalStateException("it answered " + response.status());
        }
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        String text = answer.path("access_token").asString("");
        if (text.isEmpty() || !answer.path("token_type").asString("").equalsIgnoreCase("bearer")) {
            throw new IllegalStateException("its answer holds no bearer token");
        }
        long life = Math.max(answer.path("expires_in").asLong(SHORTEST_LIFE * 2), SHORTEST_LIFE);
        return new Token(text, now.plusSeconds(life - MARGIN));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
