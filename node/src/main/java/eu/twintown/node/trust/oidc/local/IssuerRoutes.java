package eu.twintown.node.trust.oidc.local;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.oidc.Cookies;
import eu.twintown.node.trust.oidc.Forms;
import eu.twintown.node.trust.oidc.Secrets;
import eu.twintown.node.trust.oidc.SignInSettings;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The local issuer's pages and endpoints, under {@code /oidc}. */
final class IssuerRoutes implements HttpService {
    static final String TOKEN = "/oidc/token";
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int LONGEST_FORM = 32 * 1024;
    private static final Duration BROWSER_COOKIE_LIFE = Duration.ofMinutes(15);

    private final Parts parts;

    /** What the routes are built from. {@code signOut} ends the session of a browser. */
    record Parts(
            Accounts accounts,
            Attempts attempts,
            Authorizations authorizations,
            Grants grants,
            Tokens tokens,
            TokenEndpoint endpoint,
            SignInPage page,
            Cookies cookies,
            Consumer<Exchange> signOut) {}

    IssuerRoutes(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/oidc/.well-known/openid-configuration", Exchange.handler(this::metadata))
                .get("/oidc/jwks", Exchange.handler(this::keys))
                .get("/oidc/authorize", Exchange.handler(exchange -> authorize(exchange, exchange.query())))
                .post("/oidc/authorize", Exchange.handler(exchange -> authorize(exchange, exchange.form(LONGEST_FORM))))
                .post("/oidc/sign-in", Exchange.handler(this::signIn))
                .post(TOKEN, Exchange.handler(this::token))
                .get("/oidc/userinfo", Exchange.handler(this::userinfo))
                .post("/oidc/userinfo", Exchange.handler(this::userinfo))
                .get("/oidc/end-session", Exchange.handler(exchange -> endSession(exchange, exchange.query())))
                .post(
                        "/oidc/end-session",
                        Exchange.handler(exchange -> endSession(exchange, exchange.form(LONGEST_FORM))));
    }

    private void metadata(Exchange exchange) {
        String[] algorithms = parts.tokens.published().stream()
                .map(key -> key.path("alg").asString("ES256"))
                .distinct()
                .toArray(String[]::new);
        exchange.answerHeader("Cache-Control", "max-age=3600")
                .send(200, MediaType.JSON, MAPPER.writeValueAsBytes(Metadata.of(parts.tokens.issuer(), algorithms)));
    }

    private void keys(Exchange exchange) {
        ObjectNode set = MAPPER.createObjectNode();
        ArrayNode keys = set.putArray("keys");
        parts.tokens.published().forEach(keys::add);
        exchange.answerHeader("Cache-Control", "max-age=300").send(200, MediaType.JSON, MAPPER.writeValueAsBytes(set));
    }

    private void authorize(Exchange exchange, Parameters parameters) {
        String browser = exchange.cookie(parts.cookies.name("browser")).orElseGet(Secrets::random);
        AuthorizationRequest request = parts.authorizations.from(parameters, Secrets.fingerprint(browser));
        try {
            Authorizations.check(request, parameters);
            Optional<String> user = signedIn(exchange);
            String prompt = parameters.asMap().getOrDefault("prompt", "");
            if (user.isPresent() && !prompt.contains("login")) {
                finish(exchange, parts.grants.begin(request), request, user.get());
            } else if (prompt.contains("none")) {
                throw new OAuthError("login_required", "Nobody is signed in");
            } else {
                parts.cookies.set(exchange, "browser", browser, BROWSER_COOKIE_LIFE);
                page(exchange, 200, parts.grants.begin(request), request, "", "");
            }
        } catch (OAuthError e) {
            exchange.redirect(request.refusal(parts.tokens.issuer(), e));
        }
    }

    /** A person of this issuer who has a session in this browser already. */
    private Optional<String> signedIn(Exchange exchange) {
        Principal principal = Principal.of(exchange);
        return principal.kind() == Principal.Kind.PERSON && principal.id().startsWith("local:")
                ? Optional.of(principal.id().substring("local:".length()))
                        .filter(name -> parts.accounts.user(name).isPresent())
                : Optional.empty();
    }

    private void signIn(Exchange exchange) {
        Parameters form = exchange.form(LONGEST_FORM);
        String handle = form.asMap().getOrDefault("request", "");
        String browser = exchange.cookie(parts.cookies.name("browser")).orElse("");
        AuthorizationRequest request = parts.grants
                .find(handle)
                .filter(found -> Secrets.same(found.browser(), Secrets.fingerprint(browser)))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST,
                        "This sign-in took too long or began in another browser; go back to where you came from and"
                                + " sign in again"));
        String name = form.asMap().getOrDefault("name", "");
        try {
            parts.attempts.take("user " + name, exchange.remoteAddress());
        } catch (ProblemException e) {
            exchange.answerHeader("Retry-After", e.problem().extensions().getOrDefault("retryAfter", "60"));
            page(exchange, e.problem().type().status(), handle, request, name, "many");
            return;
        }
        Optional<SignInSettings.User> user =
                parts.accounts.authenticate(name, form.asMap().getOrDefault("password", ""));
        if (user.isEmpty()) {
            Unauthorized.log("wrong password or user name from " + exchange.remoteAddress());
            page(exchange, 401, handle, request, name, "wrong");
            return;
        }
        parts.attempts.succeeded("user " + name, exchange.remoteAddress());
        finish(exchange, handle, request, user.get().name());
    }

    private void finish(Exchange exchange, String handle, AuthorizationRequest request, String user) {
        exchange.redirect(request.answer(parts.tokens.issuer(), parts.grants.grant(handle, request, user)));
    }

    private void page(
            Exchange exchange, int status, String handle, AuthorizationRequest request, String name, String error) {
        URI redirect = URI.create(request.redirectUri());
        String origin = redirect.getScheme() + "://" + redirect.getRawAuthority();
        exchange.answerHeader("Content-Security-Policy", SignInPage.contentSecurityPolicy(origin))
                .answerHeader("Cache-Control", "no-store")
                .answerHeader("Referrer-Policy", "no-referrer")
                .answerHeader("X-Content-Type-Options", "nosniff");
        exchange.send(
                status,
                "text/html; charset=utf-8",
                parts.page.html(
                        exchange.header("Accept-Language").orElse(""), handle, request.clientTitle(), name, error));
    }

    private void token(Exchange exchange) {
        exchange.answerHeader("Cache-Control", "no-store");
        try {
            ObjectNode answer = parts.endpoint.answer(
                    exchange.header("Authorization"), exchange.form(LONGEST_FORM), exchange.remoteAddress());
            exchange.send(200, MediaType.JSON, MAPPER.writeValueAsBytes(answer));
        } catch (OAuthError e) {
            Unauthorized.log("token refused to " + exchange.remoteAddress() + ": " + e.code() + ", " + e.description());
            if (e.status() == 401) {
                exchange.answerHeader("WWW-Authenticate", "Basic realm=\"twintown\"");
            }
            ObjectNode answer = MAPPER.createObjectNode();
            answer.put("error", e.code()).put("error_description", e.description());
            exchange.send(e.status(), MediaType.JSON, MAPPER.writeValueAsBytes(answer));
        }
    }

    /** OpenID Connect RP-Initiated Logout 1.0: only with an ID token, so that no foreign page can sign anybody out. */
    private void endSession(Exchange exchange, Parameters parameters) {
        List<String> clients =
                parts.tokens.hint(parameters.asMap().getOrDefault("id_token_hint", ""), parts.accounts.clients());
        String target = parameters.asMap().getOrDefault("post_logout_redirect_uri", "");
        boolean known = clients.stream()
                .flatMap(client -> parts.accounts.client(client).stream())
                .anyMatch(client -> client.redirectUris().contains(target));
        if (!target.isEmpty() && !known) {
            throw ProblemException.badParameter(
                    "post_logout_redirect_uri", "It is none of the redirect-uris of the client");
        }
        parts.signOut.accept(exchange);
        String state = parameters.asMap().getOrDefault("state", "");
        String back = target.isEmpty() ? "/" : target;
        exchange.redirect(state.isEmpty() ? back : Forms.url(back, Map.of("state", state)));
    }

    private void userinfo(Exchange exchange) {
        Principal principal = Principal.of(exchange);
        ObjectNode answer = MAPPER.createObjectNode();
        answer.put("sub", principal.id());
        Tokens.describe(principal, answer);
        exchange.answerHeader("Cache-Control", "no-store").send(200, MediaType.JSON, MAPPER.writeValueAsBytes(answer));
    }
}
