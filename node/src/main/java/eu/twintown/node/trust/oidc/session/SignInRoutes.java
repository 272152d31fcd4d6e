package eu.twintown.node.trust.oidc.session;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.oidc.Cookies;
import eu.twintown.node.trust.oidc.Forms;
import eu.twintown.node.trust.oidc.Login;
import eu.twintown.node.trust.oidc.Secrets;
import eu.twintown.node.trust.oidc.SignInProvider;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Signing in and out with a browser, and who is signed in. */
public final class SignInRoutes implements HttpService {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String STATE_COOKIE = "login";

    private final List<SignInProvider> providers;
    private final Sessions sessions;
    private final SessionRecogniser recogniser;
    private final Cookies cookies;
    private final Supplier<URI> publicUrl;
    private final PendingLogins pending;

    /**
     * @param providers where people can sign in, the usual one first
     * @param publicUrl where others reach the node
     */
    public SignInRoutes(
            List<SignInProvider> providers,
            Sessions sessions,
            Cookies cookies,
            Supplier<URI> publicUrl,
            InstantSource clock) {
        this.providers = List.copyOf(providers);
        this.sessions = sessions;
        this.recogniser = new SessionRecogniser(sessions, cookies);
        this.cookies = cookies;
        this.publicUrl = publicUrl;
        this.pending = new PendingLogins(clock);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/session", Exchange.handler(this::session))
                .get("/auth/login", Exchange.handler(this::login))
                .get("/auth/callback", Exchange.handler(this::callback))
                .get("/auth/logout", Exchange.handler(this::logout))
                .post("/auth/logout", Exchange.handler(this::logout));
    }

    private void session(Exchange exchange) {
        Principal principal = Principal.of(exchange);
        ObjectNode json = MAPPER.createObjectNode();
        json.put("signedIn", principal.kind() != Principal.Kind.ANONYMOUS);
        json.put("principal", principal.id());
        json.put("kind", principal.kind().name().toLowerCase(Locale.ROOT));
        json.put("name", principal.name());
        ArrayNode roles = json.putArray("roles");
        principal.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .forEach(roles::add);
        json.put("signInUrl", "/auth/login");
        ArrayNode offered = json.putArray("providers");
        for (SignInProvider provider : providers) {
            offered.addObject()
                    .put("name", provider.name())
                    .put("title", provider.title())
                    .put("signInUrl", "/auth/login?provider=" + Forms.encode(provider.name()));
        }
        recogniser.session(exchange).ifPresent(session -> {
            json.put("provider", session.provider());
            json.put("csrfToken", session.csrf());
            json.put("signOutUrl", "/auth/logout?token=" + Forms.encode(session.csrf()));
        });
        exchange.answerHeader("Cache-Control", "no-store").send(200, MediaType.JSON, MAPPER.writeValueAsBytes(json));
    }

    private void login(Exchange exchange) {
        Parameters query = exchange.query();
        String returnPath = returnPath(query.asMap().getOrDefault("return", "/"));
        if (isElsewhere(exchange) && !query.has("here")) {
            // Cookies belong to a host name; the provider sends people back to the public one.
            Map<String, String> again = new LinkedHashMap<>(query.asMap());
            again.put("here", "");
            exchange.redirect(Forms.url(base() + "/auth/login", again));
            return;
        }
        String name = query.asMap().getOrDefault("provider", "");
        SignInProvider provider = providers.stream()
                .filter(candidate -> name.isEmpty() || candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.badParameter("provider", "There is no provider '" + name + "'"));
        Login login = Login.to(base() + "/auth/callback");
        pending.begin(provider.name(), login, returnPath);
        cookies.set(exchange, STATE_COOKIE, login.state(), PendingLogins.LIFE);
        exchange.redirect(provider.authorizationUrl(login));
    }

    /** A path of this node; anything else would make it a springboard to elsewhere. */
    private static String returnPath(String text) {
        boolean local = text.startsWith("/")
                && !text.startsWith("//")
                && text.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
        return local ? text : "/";
    }

    private boolean isElsewhere(Exchange exchange) {
        String host = exchange.header("Host").orElse("");
        return !host.isEmpty() && !host.equalsIgnoreCase(publicUrl.get().getRawAuthority());
    }

    private String base() {
        String url = publicUrl.get().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private void callback(Exchange exchange) {
        Parameters query = exchange.query();
        String state = query.asMap().getOrDefault("state", "");
        String browser = exchange.cookie(cookies.name(STATE_COOKIE)).orElse("");
        cookies.clear(exchange, STATE_COOKIE);
        PendingLogins.Pending begun = Optional.of(state)
                .filter(value -> !value.isEmpty() && Secrets.same(value, browser))
                .flatMap(pending::take)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST,
                        "This sign-in took too long or began in another browser; sign in again at /auth/login"));
        if (query.has("error")) {
            throw Unauthorized.because(
                    "the provider " + begun.provider() + " answered "
                            + query.asMap().get("error") + ": " + query.asMap().getOrDefault("error_description", ""),
                    "The identity provider did not let you sign in");
        }
        SignInProvider provider = providers.stream()
                .filter(candidate -> candidate.name().equals(begun.provider()))
                .findFirst()
                .orElseThrow();
        SignInProvider.SignedIn who = provider.finish(query.asMap().getOrDefault("code", ""), begun.login());
        recogniser.secret(exchange).ifPresent(sessions::end);
        Sessions.Started started = sessions.start(provider.name(), who);
        cookies.set(exchange, SessionRecogniser.COOKIE, started.secret(), sessions.longest());
        exchange.redirect(begun.returnPath());
    }

    private void logout(Exchange exchange) {
        String token = exchange.method().equals("POST")
                ? exchange.header(SessionRecogniser.CSRF_HEADER).orElse("")
                : exchange.query().asMap().getOrDefault("token", "");
        Optional<Session> session = recogniser.session(exchange);
        if (session.isPresent() && !Secrets.same(session.get().csrf(), token)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "Signing out needs the session's own token; use signOutUrl of /api/session");
        }
        signOut(exchange);
        exchange.redirect(session.flatMap(this::endSessionUrl).orElse("/"));
    }

    /** Ends the session of a browser, here alone. */
    public void signOut(Exchange exchange) {
        recogniser.secret(exchange).ifPresent(sessions::end);
        cookies.clear(exchange, SessionRecogniser.COOKIE);
    }

    private Optional<String> endSessionUrl(Session session) {
        return providers.stream()
                .filter(provider -> provider.name().equals(session.provider()))
                .findFirst()
                .flatMap(provider -> provider.endSessionUrl(session.idToken(), base() + "/"));
    }
}
