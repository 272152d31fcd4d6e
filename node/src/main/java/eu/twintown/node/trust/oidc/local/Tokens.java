package eu.twintown.node.trust.oidc.local;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import eu.twintown.node.trust.oidc.BearerSource;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.node.trust.oidc.TokenVerifier;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes and verifies the local issuer's tokens: access tokens as RFC 9068 has them, ID tokens of OpenID Connect. */
final class Tokens {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Duration ID_TOKEN_LIFE = Duration.ofMinutes(10);

    private static final Duration HINT_LIFE = Duration.ofDays(1);

    private final Supplier<URI> publicUrl;
    private final TokenSigner signer;
    private final Duration life;
    private final InstantSource clock;

    /** @param publicUrl the node's address, which access tokens name as their audience */
    Tokens(Supplier<URI> publicUrl, TokenSigner signer, Duration life, InstantSource clock) {
        this.publicUrl = publicUrl;
        this.signer = signer;
        this.life = life;
        this.clock = clock;
    }

    String issuer() {
        return audience() + "/oidc";
    }

    /** The node as a resource server. */
    String audience() {
        String url = publicUrl.get().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    Duration life() {
        return life;
    }

    /** The public keys. */
    List<ObjectNode> published() {
        return signer.published().get();
    }

    /** A person of the configuration as a principal. */
    static Principal person(SignInSettings.User user) {
        return new Principal(
                "local:" + user.name(), Principal.Kind.PERSON, user.title(), user.roles(), user.attributes());
    }

    /** A client of the configuration as a principal. */
    static Principal machine(SignInSettings.Client client) {
        return new Principal(
                "local:client:" + client.id(),
                Principal.Kind.MACHINE,
                client.title(),
                client.roles(),
                client.attributes());
    }

    /**
     * An access token for this node.
     *
     * @param actor the client that acts for the principal (RFC 8693, section 4.1); empty = none
     */
    String access(Principal principal, String clientId, String scope, String actor) {
        Instant now = clock.instant();
        ObjectNode claims = MAPPER.createObjectNode();
        claims.put("iss", issuer());
        claims.put("sub", principal.id());
        claims.put("aud", audience());
        claims.put("client_id", clientId);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(life).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        if (!scope.isEmpty()) {
            claims.put("scope", scope);
        }
        if (!actor.isEmpty()) {
            claims.putObject("act").put("sub", actor);
        }
        claims.put("kind", principal.kind().name().toLowerCase(Locale.ROOT));
        describe(principal, claims);
        return signer.sign().sign(MAPPER.createObjectNode().put("typ", "at+jwt"), claims);
    }

    /** What is said about a person in ID tokens and by userinfo. */
    static void describe(Principal principal, ObjectNode claims) {
        claims.put("name", principal.name());
        ArrayNode roles = claims.putArray("roles");
        principal.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(roles::add);
        ObjectNode attributes = claims.putObject("attributes");
        principal.attributes().forEach((name, values) -> {
            ArrayNode list = attributes.putArray(name);
            values.forEach(list::add);
        });
    }

    /** An ID token for a client. */
    String identity(Principal principal, Grants.Grant grant) {
        Instant now = clock.instant();
        ObjectNode claims = MAPPER.createObjectNode();
        claims.put("iss", issuer());
        claims.put("sub", principal.id());
        claims.put("aud", grant.request().clientId());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(ID_TOKEN_LIFE).getEpochSecond());
        claims.put("auth_time", grant.at().getEpochSecond());
        claims.put("typ", "ID");
        claims.put("preferred_username", grant.user());
        if (!grant.request().nonce().isEmpty()) {
            claims.put("nonce", grant.request().nonce());
        }
        describe(principal, claims);
        return signer.sign().sign(MAPPER.createObjectNode().put("typ", "JWT"), claims);
    }

    /** Access tokens of this issuer, for the node itself. */
    BearerSource bearers(Duration tolerance) {
        return new BearerSource(this::issuer, token -> {
            JWTClaimsSet claims = new TokenVerifier(issuer(), this::keys, tolerance, clock)
                    .verify(token, TokenVerifier.Use.ACCESS, Set.of(audience()));
            return new BearerSource.Verified(
                    principal(claims), claims.getExpirationTime().toInstant());
        });
    }

    /**
     * The clients for which an ID token of this issuer was made, also where it ended a while ago (OpenID Connect
     * RP-Initiated Logout 1.0, section 2).
     */
    List<String> hint(String idToken, Set<String> clients) {
        return new TokenVerifier(issuer(), this::keys, HINT_LIFE, clock)
                .verify(idToken, TokenVerifier.Use.IDENTITY, clients)
                .getAudience();
    }

    private List<JWK> keys(String kid) {
        List<JWK> keys = new ArrayList<>();
        for (ObjectNode jwk : published()) {
            try {
                keys.add(JWK.parse(jwk.toString()));
            } catch (ParseException e) {
                throw new IllegalStateException("an own key cannot be read", e);
            }
        }
        return keys.stream().filter(key -> kid.equals(key.getKeyID())).toList();
    }

    private static Principal principal(JWTClaimsSet claims) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        texts(claims.getClaim("roles")).forEach(role -> roles.add(Role.valueOf(role.toUpperCase(Locale.ROOT))));
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        if (claims.getClaim("attributes") instanceof Map<?, ?> map) {
            map.forEach((name, values) -> attributes.put(String.valueOf(name), texts(values)));
        }
        return new Principal(
                claims.getSubject(),
                "machine".equals(claims.getClaim("kind")) ? Principal.Kind.MACHINE : Principal.Kind.PERSON,
                String.valueOf(claims.getClaim("name")),
                roles,
                attributes);
    }

    private static List<String> texts(@Nullable Object values) {
        return values instanceof Collection<?> several
                ? several.stream().map(String::valueOf).toList()
                : List.of();
    }
}
