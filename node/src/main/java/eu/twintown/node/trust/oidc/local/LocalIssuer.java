package eu.twintown.node.trust.oidc.local;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.oidc.BearerSource;
import eu.twintown.node.trust.oidc.Cookies;
import eu.twintown.node.trust.oidc.Forms;
import eu.twintown.node.trust.oidc.Login;
import eu.twintown.node.trust.oidc.SignInProvider;
import eu.twintown.node.trust.oidc.SignInSettings;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small OpenID Connect provider inside the node, for one organisation's own people and machines, so that a node needs
 * nothing else to start. The node's own sign-in uses it as any client would, but redeems its codes without a request to
 * itself.
 */
public final class LocalIssuer implements SignInProvider {
    private final Surroundings surroundings;
    private final Accounts accounts;
    private final Attempts attempts;
    private final Tokens tokens;
    private final Grants grants;
    private final Authorizations authorizations;
    private final TokenEndpoint endpoint;

    /**
     * What the issuer works in.
     *
     * @param title the organisation whose accounts these are
     * @param publicUrl where others reach the node
     * @param bearers who shows an access token of any issuer that the node trusts; for token exchange
     */
    public record Surroundings(
            String title,
            Supplier<URI> publicUrl,
            TokenSigner signer,
            Documents documents,
            Cookies cookies,
            Function<String, Optional<Principal>> bearers,
            InstantSource clock) {}

    public LocalIssuer(SignInSettings.Local settings, Surroundings surroundings) {
        this.surroundings = surroundings;
        this.accounts = new Accounts(settings, surroundings.documents());
        this.attempts = new Attempts(surroundings.clock());
        this.tokens = new Tokens(
                surroundings.publicUrl(), surroundings.signer(), settings.accessTokenLife(), surroundings.clock());
        this.grants = new Grants(surroundings.clock());
        this.authorizations = new Authorizations(accounts, tokens);
        this.endpoint = new TokenEndpoint(
                accounts,
                tokens,
                grants,
                new RefreshTokens(surroundings.documents(), settings.refreshTokenLife(), surroundings.clock()),
                new ClientProof(accounts, attempts),
                surroundings.bearers());
    }

    /** The password of the first admin, where this start has made one. */
    public Optional<String> firstPassword() {
        return accounts.firstPassword();
    }

    /** Its access tokens. {@code tolerance}: how far clocks may be off. */
    public BearerSource bearers(Duration tolerance) {
        return tokens.bearers(tolerance);
    }

    /** Leaves the Authorization header of the token endpoint to that endpoint: it proves a client, not who asks. */
    public static Recogniser clientsAside() {
        return exchange ->
                exchange.rawPath().equals(IssuerRoutes.TOKEN) ? Optional.of(Principal.ANONYMOUS) : Optional.empty();
    }

    /**
     * Its endpoints, under {@code /oidc}.
     *
     * @param signOut ends the session of a browser
     */
    public HttpService routes(Consumer<Exchange> signOut) {
        return new IssuerRoutes(new IssuerRoutes.Parts(
                accounts,
                attempts,
                authorizations,
                grants,
                tokens,
                endpoint,
                new SignInPage(surroundings.title()),
                surroundings.cookies(),
                signOut));
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public String title() {
        return surroundings.title();
    }

    @Override
    public String authorizationUrl(Login login) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", Authorizations.OWN_CLIENT);
        query.put("redirect_uri", login.redirectUri());
        query.put("scope", "openid");
        query.put("state", login.state());
        query.put("nonce", login.nonce());
        query.put("code_challenge", login.challenge());
        query.put("code_challenge_method", "S256");
        return Forms.url("/oidc/authorize", query);
    }

    /** Goes the way of every client, with all its checks; only the request to itself is left out. */
    @Override
    public SignedIn finish(String code, Login login) {
        try {
            ObjectNode answer = endpoint.code(
                    Authorizations.OWN_CLIENT,
                    Parameters.of(Map.of(
                            "code", code,
                            "redirect_uri", login.redirectUri(),
                            "code_verifier", login.verifier())));
            BearerSource.Verified verified = tokens.bearers(Duration.ZERO)
                    .verifier()
                    .apply(answer.path("access_token").asString(""));
            return new SignedIn(verified.principal(), "");
        } catch (OAuthError e) {
            throw Unauthorized.because(
                    "code of the local issuer: " + e.description(), "This sign-in did not succeed; try again");
        }
    }

    @Override
    public Optional<String> endSessionUrl(String idToken, String returnUrl) {
        return Optional.empty();
    }
}
