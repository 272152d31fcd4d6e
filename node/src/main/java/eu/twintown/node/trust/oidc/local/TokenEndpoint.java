package eu.twintown.node.trust.oidc.local;

import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.oidc.Secrets;
import eu.twintown.node.trust.oidc.SignInSettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The token endpoint: codes, refresh tokens, client credentials, and tokens of others exchanged (RFC 8693). */
final class TokenEndpoint {
    static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String OFFLINE = "offline_access";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Accounts accounts;
    private final Tokens tokens;
    private final Grants grants;
    private final RefreshTokens refreshTokens;
    private final ClientProof proof;
    private final Function<String, Optional<Principal>> bearers;

    /** @param bearers who shows an access token, of this issuer or of another that the node trusts */
    TokenEndpoint(
            Accounts accounts,
            Tokens tokens,
            Grants grants,
            RefreshTokens refreshTokens,
            ClientProof proof,
            Function<String, Optional<Principal>> bearers) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.grants = grants;
        this.refreshTokens = refreshTokens;
        this.proof = proof;
        this.bearers = bearers;
    }

    /**
     * The answer to a form.
     *
     * @throws OAuthError where there is no token for it
     */
    ObjectNode answer(Optional<String> authorization, Parameters form, String address) {
        SignInSettings.Client client = proof.client(authorization, form, address);
        String grant = value(form, "grant_type");
        return switch (grant) {
            case "authorization_code" -> code(client.id(), form);
            case "refresh_token" -> refresh(client, form);
            case "client_credentials" -> own(client, form);
            case EXCHANGE -> exchange(client, form);
            default -> throw new OAuthError("unsupported_grant_type", "There is no grant type '" + grant + "' here");
        };
    }

    /** What a code of this client is worth. */
    ObjectNode code(String clientId, Parameters form) {
        Grants.Redeemed redeemed = grants.redeem(value(form, "code"))
                .orElseThrow(() -> new OAuthError("invalid_grant", "The code is not known or no longer holds"));
        Grants.Grant grant = redeemed.grant();
        if (redeemed.again()) {
            refreshTokens.end(grant.family());
            throw new OAuthError("invalid_grant", "The code was used before");
        }
        AuthorizationRequest request = grant.request();
        if (!request.clientId().equals(clientId) || !request.redirectUri().equals(value(form, "redirect_uri"))) {
            throw new OAuthError("invalid_grant", "The code was given to another client or for another redirect_uri");
        }
        if (!Secrets.same(Secrets.fingerprint(value(form, "code_verifier")), request.challenge())) {
            throw new OAuthError("invalid_grant", "The code_verifier does not fit the code_challenge");
        }
        Principal person = person(grant.user());
        ObjectNode answer = bearer(tokens.access(person, clientId, request.scope(), ""), request.scope());
        answer.put("id_token", tokens.identity(person, grant));
        if (Arrays.asList(request.scope().split(" ")).contains(OFFLINE)) {
            answer.put(
                    "refresh_token",
                    refreshTokens.begin(
                            new RefreshTokens.Held(grant.family(), grant.user(), clientId, request.scope())));
        }
        return answer;
    }

    private ObjectNode refresh(SignInSettings.Client client, Parameters form) {
        RefreshTokens.Next next = refreshTokens
                .next(value(form, "refresh_token"), client.id())
                .orElseThrow(() -> new OAuthError("invalid_grant", "The refresh token does not hold"));
        String scope = next.held().scope();
        return bearer(tokens.access(person(next.held().user()), client.id(), scope, ""), scope)
                .put("refresh_token", next.token());
    }

    private ObjectNode own(SignInSettings.Client client, Parameters form) {
        if (client.secretHash().isEmpty()) {
            throw new OAuthError("unauthorized_client", "A public client has no tokens of its own");
        }
        String scope = value(form, "scope");
        return bearer(tokens.access(Tokens.machine(client), client.id(), scope, ""), scope);
    }

    private ObjectNode exchange(SignInSettings.Client client, Parameters form) {
        if (!client.mayExchange() || client.secretHash().isEmpty()) {
            throw new OAuthError("unauthorized_client", "This client may not exchange tokens (key may-exchange)");
        }
        if (!value(form, "subject_token_type").equals(ACCESS_TOKEN)) {
            throw new OAuthError("invalid_request", "The subject_token_type must be " + ACCESS_TOKEN);
        }
        if (form.has("actor_token")) {
            throw new OAuthError("invalid_request", "An actor_token is not supported; the client itself is the actor");
        }
        Principal subject = bearers.apply(value(form, "subject_token"))
                .orElseThrow(() -> new OAuthError("invalid_request", "The issuer of the subject_token is not known"));
        String scope = value(form, "scope");
        String actor = Tokens.machine(client).id();
        return bearer(tokens.access(subject, client.id(), scope, actor), scope).put("issued_token_type", ACCESS_TOKEN);
    }

    private Principal person(String user) {
        return accounts.user(user)
                .map(Tokens::person)
                .orElseThrow(() -> new OAuthError("invalid_grant", "The user is no longer known"));
    }

    private ObjectNode bearer(String token, String scope) {
        ObjectNode answer = MAPPER.createObjectNode();
        answer.put("access_token", token);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", tokens.life().toSeconds());
        if (!scope.isEmpty()) {
            answer.put("scope", scope);
        }
        return answer;
    }

    private static String value(Parameters form, String name) {
        return form.asMap().getOrDefault(name, "");
    }
}
