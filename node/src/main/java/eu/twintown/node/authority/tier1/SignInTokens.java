package eu.twintown.node.authority.tier1;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import eu.twintown.node.authority.api.Person;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Access tokens of the authority's own accounts. Only this process reads them, so they are signed with a key that it makes
 * at its start and keeps in memory: a restart ends all sessions.
 */
final class SignInTokens {
    static final Duration LIFE = Duration.ofMinutes(30);

    private static final int KEY_BYTES = 32;

    private final byte[] key = new byte[KEY_BYTES];
    private final InstantSource clock;

    SignInTokens(InstantSource clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    String issue(Person person) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer("twintown-authority")
                .subject(person.username())
                .claim("preferred_username", person.username())
                .claim("roles", List.copyOf(person.roles()))
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(LIFE)))
                .build();
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The user name in a token of ours that is still good. */
    Optional<String> username(String token) {
        try {
            SignedJWT read = SignedJWT.parse(token);
            if (!read.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !read.verify(new MACVerifier(key))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = read.getJWTClaimsSet();
            boolean good = claims.getExpirationTime().toInstant().isAfter(clock.instant());
            return good ? Optional.of(claims.getSubject()) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }
}
