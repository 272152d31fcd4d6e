package eu.twintown.node.trust.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Unauthorized;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An OpenID Connect provider of any make, found by discovery (OpenID Connect Discovery 1.0). */
public final class ForeignProvider implements SignInProvider {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final SignInSettings.Provider settings;
    private final OutgoingClient outgoing;
    private final Claims claims;
    private final TokenVerifier verifier;
    private volatile @Nullable OIDCProviderMetadata known;

    /** @param tolerance how far the provider's clock may be off */
    public ForeignProvider(
            SignInSettings.Provider settings, OutgoingClient outgoing, Duration tolerance, InstantSource clock) {
        this.settings = settings;
        this.outgoing = outgoing;
        this.claims = new Claims(settings);
        String issuer = settings.issuer().toString();
        this.verifier = new TokenVerifier(
                issuer, new ProviderKeys(issuer, this::fetchKeys, settings.keysMaxAge(), clock), tolerance, clock);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String title() {
        return settings.title();
    }

    /** Tokens of this provider that are shown to the node. */
    public BearerSource bearers() {
        return new BearerSource(verifier::issuer, token -> {
            JWTClaimsSet set = verifier.verify(token, TokenVerifier.Use.ACCESS, Set.of(settings.audience()));
            return new BearerSource.Verified(
                    principal(set.getClaims()), set.getExpirationTime().toInstant());
        });
    }

    private Principal principal(Map<String, Object> all) {
        return claims.principal(all);
    }

    @Override
    public String authorizationUrl(Login login) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", login.redirectUri());
        query.put("scope", String.join(" ", settings.scopes()));
        query.put("state", login.state());
        query.put("nonce", login.nonce());
        query.put("code_challenge", login.challenge());
        query.put("code_challenge_method", "S256");
        return Forms.url(metadata().getAuthorizationEndpointURI().toString(), query);
    }

    @Override
    public SignedIn finish(String code, Login login) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", login.redirectUri());
        form.put("code_verifier", login.verifier());
        JsonNode answer = token(form);
        String idToken = answer.path("id_token").asString("");
        JWTClaimsSet identity = verifier.verify(idToken, TokenVerifier.Use.IDENTITY, Set.of(settings.clientId()));
        if (!login.nonce().equals(identity.getClaim("nonce"))) {
            throw Unauthorized.because(
                    "ID token of " + settings.issuer() + " with a nonce of another sign-in",
                    "The answer of the identity provider belongs to another sign-in; try again");
        }
        return new SignedIn(
                principal(withAccessToken(identity, answer.path("access_token").asString(""))), idToken);
    }

    /** Many providers tell roles in the access token only; it came straight from the provider, so its audience is moot. */
    private Map<String, Object> withAccessToken(JWTClaimsSet identity, String accessToken) {
        try {
            JWTClaimsSet access = com.nimbusds.jwt.SignedJWT.parse(accessToken).getJWTClaimsSet();
            boolean same = settings.issuer().toString().equals(access.getIssuer())
                    && identity.getSubject().equals(access.getSubject());
            return same ? Claims.joined(identity, access) : identity.getClaims();
        } catch (ParseException e) {
            return identity.getClaims(); // an opaque access token says nothing
        }
    }

    private JsonNode token(Map<String, String> form) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        Map<String, String> fields = new LinkedHashMap<>(form);
        if (settings.secret().isPresent()) {
            String pair = Forms.encode(settings.clientId()) + ":"
                    + Forms.encode(settings.secret().get());
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        } else {
            fields.put("client_id", settings.clientId());
        }
        OutgoingClient.Response response = send(new OutgoingClient.Request(
                "POST",
                metadata().getTokenEndpointURI(),
                headers,
                Forms.encode(fields).getBytes(StandardCharsets.UTF_8),
                PATIENCE));
        JsonNode answer = json(response);
        if (response.status() != 200) {
            throw Unauthorized.because(
                    settings.issuer() + " refused the code: " + response.status() + " "
                            + answer.path("error").asString("") + " "
                            + answer.path("error_description").asString(""),
                    "The identity provider did not accept this sign-in; try again");
        }
        return answer;
    }

    @Override
    public Optional<String> endSessionUrl(String idToken, String returnUrl) {
        OIDCProviderMetadata metadata = known; // signing out here must not wait for a provider that is down
        URI endpoint = metadata == null ? null : metadata.getEndSessionEndpointURI();
        if (endpoint == null) {
            return Optional.empty();
        }
        Map<String, String> query = new LinkedHashMap<>();
        if (!idToken.isEmpty()) {
            query.put("id_token_hint", idToken);
        }
        query.put("client_id", settings.clientId());
        query.put("post_logout_redirect_uri", returnUrl);
        return Optional.of(Forms.url(endpoint.toString(), query));
    }

    private JWKSet fetchKeys() {
        OIDCProviderMetadata metadata = discover();
        known = metadata;
        OutgoingClient.Response response = get(metadata.getJWKSetURI());
        try {
            return JWKSet.parse(new String(response.body(), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw broken("its keys are no JWK set: " + e.getMessage());
        }
    }

    /** What the provider says about itself; asked for at first use and whenever its keys are. */
    private OIDCProviderMetadata metadata() {
        OIDCProviderMetadata metadata = known;
        if (metadata == null) {
            metadata = discover();
            known = metadata;
        }
        return metadata;
    }

    private OIDCProviderMetadata discover() {
        String issuer = settings.issuer().toString();
        String place = (issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer)
                + "/.well-known/openid-configuration";
        OutgoingClient.Response response = get(URI.create(place));
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.parse(new String(response.body(), StandardCharsets.UTF_8));
            if (!metadata.getIssuer().getValue().equals(issuer)) {
                throw broken("it calls itself " + metadata.getIssuer());
            }
            if (metadata.getAuthorizationEndpointURI() == null
                    || metadata.getTokenEndpointURI() == null
                    || metadata.getJWKSetURI() == null) {
                throw broken("its description lacks an endpoint");
            }
            return metadata;
        } catch (com.nimbusds.oauth2.sdk.ParseException e) {
            throw broken("its description cannot be read: " + e.getMessage());
        }
    }

    private OutgoingClient.Response get(URI uri) {
        OutgoingClient.Response response = send(
                new OutgoingClient.Request("GET", uri, Map.of("Accept", "application/json"), new byte[0], PATIENCE));
        if (response.status() != 200) {
            throw broken(uri + " answered with status " + response.status());
        }
        return response;
    }

    private OutgoingClient.Response send(OutgoingClient.Request request) {
        try {
            return outgoing.send(request);
        } catch (OutgoingException e) {
            throw broken(e.getMessage());
        }
    }

    private JsonNode json(OutgoingClient.Response response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (JacksonException e) {
            throw broken("its answer is no JSON");
        }
    }

    private ProblemException broken(@Nullable String why) {
        return new ProblemException(
                ProblemType.BAD_GATEWAY, "The identity provider " + settings.issuer() + " does not work: " + why);
    }
}
