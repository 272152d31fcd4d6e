package eu.twintown.node.trust.peer;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.dcp.AccessTokens;
import eu.twintown.node.trust.dcp.IdTokens;
import eu.twintown.node.trust.dcp.Scope;
import eu.twintown.node.trust.did.Did;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves this node to one peer by DCP: with the session token that the peer gave, else with a fresh self-issued token.
 * Where the peer does not accept the proof, it is asked without one, as anybody may, and the proof is tried again after a
 * while.
 */
final class DcpProof implements Asking {
    private static final Logger LOG = LoggerFactory.getLogger(DcpProof.class);
    private static final int UNAUTHORIZED = 401;
    private static final Duration MARGIN = Duration.ofSeconds(15);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);
    private static final Pattern SESSION =
            Pattern.compile("access_token=\"([A-Za-z0-9._~+/-]{8,2000})\",\\s*expires_in=([0-9]{1,6})");

    private final Did peer;
    private final Set<Scope> scopes;
    private final Tokens tokens;
    private final Function<OutgoingClient.Request, OutgoingClient.Response> way;
    private final InstantSource clock;
    private volatile @Nullable Token session;
    private volatile @Nullable Token access;
    private volatile Instant nextTry = Instant.EPOCH;
    private volatile String refusal = "";

    /**
     * What proofs are made with.
     *
     * @param life how long an access token lives
     */
    record Tokens(IdTokens ids, AccessTokens access, Duration life) {}

    private record Token(String text, Instant until) {}

    /**
     * A proof for one peer.
     *
     * @param scopes what the peer may see of this node's credentials
     * @param way by which requests go
     */
    DcpProof(
            Did peer,
            Set<Scope> scopes,
            Tokens tokens,
            Function<OutgoingClient.Request, OutgoingClient.Response> way,
            InstantSource clock) {
        this.peer = peer;
        this.scopes = scopes;
        this.tokens = tokens;
        this.way = way;
        this.clock = clock;
    }

    @Override
    public OutgoingClient.Response send(OutgoingClient.Request request) {
        Instant now = clock.instant();
        Token known = session;
        if (known != null && now.isBefore(known.until())) {
            OutgoingClient.Response response = way.apply(Headers.withBearer(request, known.text()));
            if (response.status() != UNAUTHORIZED) {
                return response;
            }
            session = null;
        }
        return now.isBefore(nextTry) ? without(request) : prove(request, now);
    }

    /** The next request proves this node again, whatever came of the last one. */
    void tryAgain() {
        nextTry = Instant.EPOCH;
    }

    /** Why the peer did not accept the last proof; empty where it did, or was not asked yet. */
    Optional<String> refusal() {
        return refusal.isEmpty() ? Optional.empty() : Optional.of(refusal);
    }

    private OutgoingClient.Response prove(OutgoingClient.Request request, Instant now) {
        String proof = tokens.ids().mint(peer, Optional.of(accessToken(now)));
        OutgoingClient.Response response = way.apply(Headers.withBearer(request, proof));
        if (response.status() == UNAUTHORIZED) {
            nextTry = now.plus(BETWEEN_TRIES);
            String why = Refusals.reason(response);
            if (!why.equals(refusal)) {
                LOG.warn("{} does not accept this node's proof and is asked without: {}", peer, why);
            }
            refusal = why;
            return without(request);
        }
        refusal = "";
        session = session(response, now);
        return response;
    }

    /** Where nobody may have it without a proof, why ours was refused tells more than that one is needed. */
    private OutgoingClient.Response without(OutgoingClient.Request request) {
        OutgoingClient.Response response = way.apply(request);
        return response.status() == UNAUTHORIZED && !refusal.isEmpty() ? Refusals.saying(refusal, response) : response;
    }

    private static @Nullable Token session(OutgoingClient.Response response, Instant now) {
        Matcher info = SESSION.matcher(response.headers().getOrDefault("authentication-info", ""));
        return info.find()
                ? new Token(
                        info.group(1),
                        now.plusSeconds(Long.parseLong(info.group(2))).minus(MARGIN))
                : null;
    }

    /** One access token serves until shortly before its end, so that the peer can remember what it saw by it. */
    private String accessToken(Instant now) {
        Token known = access;
        if (known == null || !now.isBefore(known.until())) {
            known = new Token(
                    tokens.access().grant(peer, scopes), now.plus(tokens.life().dividedBy(2)));
            access = known;
        }
        return known.text();
    }
}
