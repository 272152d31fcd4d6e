package eu.twintown.node.dataspace.transfer.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferGate;
import eu.twintown.node.dataspace.transfer.Transfers;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the other side of a transfer by the access token that this node issued for it. The signature is verified
 * once; whether the token still counts is asked with each request: time, family, transfer and agreement. So a token ends
 * with the first of them, at once in this process and after a second at most in others on the same database.
 *
 * <p>A token for data makes a participant with the attributes {@code agreement} and {@code transfer}, and what it proved
 * of itself when it asked for the transfer. A token for an inbox makes one with the attribute {@code inbox} alone.
 */
public final class TransferRecogniser implements Recogniser {
    private static final String BEARER = "Bearer ";
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
    private static final int MOST = 10_000;
    private static final int LONGEST = 8_192;

    private final String me;
    private final KeyRing keys;
    private final TokenIssuer issuer;
    private final Transfers transfers;
    private final TransferGate gate;
    private final InstantSource clock;
    private final Cache<String, Verified> verified = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofMinutes(15))
            .build();

    /** What the signature vouches for, and the principal that was made of it last. */
    private static final class Verified {
        private final String holder;
        private final String agreement;
        private final String transfer;
        private final String family;
        private final Instant end;
        private volatile @Nullable Made made;

        Verified(JwtClaims claims) {
            holder = claims.text("sub");
            agreement = claims.text(TokenIssuer.AGREEMENT);
            transfer = claims.text(TokenIssuer.TRANSFER);
            family = claims.text(TokenIssuer.FAMILY);
            end = claims.date("exp")
                    .orElseThrow(() -> new TrustException("form", "The claim exp is missing", "no exp"));
        }
    }

    /** A principal, and the state of the transfer that it was made of. */
    private record Made(Transfer transfer, Principal principal) {}

    public TransferRecogniser(TokenIssuer.Ground ground, TokenIssuer issuer, InstantSource clock) {
        this.me = ground.node().did().value();
        this.keys = ground.keys();
        this.issuer = issuer;
        this.transfers = ground.transfers();
        this.gate = ground.gate();
        this.clock = clock;
    }

    @Override
    public Optional<Principal> recognise(Exchange exchange) {
        Optional<String> header = exchange.header("Authorization");
        return header.isEmpty() ? Optional.empty() : recognise(header.get());
    }

    /** As for a request with this Authorization header; the scheme may be missing, since some connectors leave it out. */
    Optional<Principal> recognise(String header) {
        boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String token = bearer ? header.substring(BEARER.length()).strip() : header.strip();
        Verified known = verified.getIfPresent(token);
        if (known == null) {
            Optional<Jws> ours = ours(token);
            if (ours.isEmpty()) {
                return Optional.empty();
            }
            try {
                known = verify(ours.get());
            } catch (TrustException e) {
                throw Unauthorized.because("transfer token: " + e.reason(), e.safe());
            }
            verified.put(token, known);
        }
        return Optional.of(principal(known));
    }

    /** A token of this node's kind; whether it is a good one is another matter. */
    private static Optional<Jws> ours(String token) {
        if (token.length() > LONGEST || !names(token)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Jws.parse(token)).filter(jws -> jws.type().equals(TokenIssuer.TYPE));
        } catch (TrustException e) {
            return Optional.empty();
        }
    }

    /** Whether the header names the type: most tokens are of another kind, and this is cheaper than reading them. */
    private static boolean names(String token) {
        int end = token.indexOf('.');
        if (end < 0) {
            return false;
        }
        try {
            return new String(BASE64.decode(token.substring(0, end)), StandardCharsets.UTF_8)
                    .contains(TokenIssuer.TYPE);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Verified verify(Jws jws) {
        SigningKey key = keys.find(jws.kid())
                .orElseThrow(() -> new TrustException(
                        "key", "The signing key is not known", "No key " + jws.kid() + " in the key ring"));
        jws.verify(key.verificationKey(jws.kid()));
        JwtClaims claims = new JwtClaims(jws.claims()).meantFor(me);
        if (!claims.text("iss").equals(me)) {
            throw new TrustException("issuer", "The token is not of this node", "iss is " + claims.text("iss"));
        }
        claims.validAt(clock.instant(), JwtClaims.TOLERANCE);
        return new Verified(claims);
    }

    private Principal principal(Verified token) {
        if (!clock.instant().minus(JwtClaims.TOLERANCE).isBefore(token.end)) {
            throw refused(token, "The token has expired");
        }
        if (!issuer.isCurrent(token.transfer, token.family)) {
            throw refused(token, "The token was revoked");
        }
        Transfer transfer = transfers
                .find(token.transfer)
                .filter(one -> one.counterparty().equals(token.holder)
                        && one.terms().agreement().equals(token.agreement))
                .orElseThrow(() -> refused(token, "The transfer is not known"));
        gate.closed(transfer).ifPresent(why -> {
            throw refused(token, why);
        });
        Made made = token.made;
        if (made == null || made.transfer() != transfer) {
            made = new Made(transfer, make(token, transfer));
            token.made = made;
        }
        return made.principal();
    }

    private static Principal make(Verified token, Transfer transfer) {
        if (transfer.terms().isPush()) {
            return Principal.participant(
                    token.holder, token.holder, Map.of(TokenIssuer.INBOX, List.of(token.transfer)));
        }
        Map<String, List<String>> attributes = new LinkedHashMap<>(transfer.proven());
        attributes.put(TokenIssuer.AGREEMENT, List.of(token.agreement));
        attributes.put(TokenIssuer.TRANSFER, List.of(token.transfer));
        return Principal.participant(token.holder, token.holder, attributes);
    }

    private static ProblemException refused(Verified token, String why) {
        return Unauthorized.because("transfer token of " + token.transfer + ": " + why, why);
    }
}
