package eu.twintown.node.trust.dcp.verifier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.dcp.Bearer;
import eu.twintown.node.trust.dcp.DcpClient;
import eu.twintown.node.trust.dcp.DcpSettings;
import eu.twintown.node.trust.dcp.IdToken;
import eu.twintown.node.trust.dcp.IdTokens;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Recognises another organisation's node by its self-issued token and the credentials that its credential service
 * presents.
 *
 * <p>A self-issued token counts once, as the specification has it. So that a peer that asks a hundred times does not sign
 * and verify a hundred times, the answer to a good token carries a short session token in {@code Authentication-Info}
 * (RFC 7615), which the peer may use as bearer token until it ends; one that does not know this just sends a fresh
 * self-issued token each time. What a credential service presented for an access token is remembered as long as a
 * session, so that also such a peer costs no question each time. Both end with the first credential that expires; a
 * revocation counts when they end.
 */
public final class DcpRecogniser implements Recogniser {
    private static final int MOST = 10_000;
    private static final String INFO = "Authentication-Info";
    private static final String PROTOCOL = "/dcp/";

    private final IdTokens tokens;
    private final PresentationQuery query;
    private final Sessions sessions;
    private final DcpSettings settings;
    private final InstantSource clock;
    private final Cache<String, Proven> proven =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Proven(Principal principal, Instant until) {}

    /** What the recogniser works with. */
    public record Parts(NodeDid node, IdTokens tokens, DcpClient client, CredentialVerifier verifier) {}

    public DcpRecogniser(Parts parts, DcpSettings settings, InstantSource clock) {
        this.tokens = parts.tokens();
        this.query = new PresentationQuery(parts.node(), parts.client(), parts.verifier(), settings);
        this.sessions = new Sessions(clock);
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Optional<Principal> recognise(Exchange exchange) {
        Optional<String> token = Bearer.of(exchange);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        if (exchange.rawPath().startsWith(PROTOCOL)) {
            // The endpoints of the protocol read the token themselves; asking for a presentation here would go in
            // circles.
            return Optional.of(Principal.ANONYMOUS);
        }
        if (token.get().startsWith(Sessions.PREFIX)) {
            return Optional.of(sessions.find(token.get())
                    .orElseThrow(() -> Unauthorized.because(
                            "a session token that is not known or has ended",
                            "The session has ended; send a self-issued ID token")));
        }
        if (!isSelfIssued(token.get())) {
            return Optional.empty();
        }
        Proven caller = Bearer.refusing(() -> prove(tokens.validate(token.get())));
        long seconds = Duration.between(clock.instant(), caller.until()).toSeconds();
        if (seconds > 0) {
            String session = sessions.open(caller.principal(), caller.until());
            exchange.answerHeader(INFO, "access_token=\"" + session + "\", expires_in=" + seconds);
        }
        return Optional.of(caller.principal());
    }

    private static boolean isSelfIssued(String token) {
        try {
            return Jws.parse(token).claims().path("iss").asString("").startsWith("did:");
        } catch (TrustException e) {
            return false;
        }
    }

    private Proven prove(IdToken token) {
        String key = token.bearer() + " " + token.accessToken().orElse("");
        Instant now = clock.instant();
        Proven known = proven.getIfPresent(key);
        if (known != null && now.isBefore(known.until())) {
            return known;
        }
        List<Credential> credentials = query.credentials(token);
        Instant until = credentials.stream()
                .flatMap(credential -> credential.validUntil().stream())
                .reduce(now.plus(settings.sessionLife()), (one, other) -> one.isBefore(other) ? one : other);
        Proven fresh = new Proven(Participants.of(token.bearer(), credentials), until);
        proven.put(key, fresh);
        return fresh;
    }
}
