package eu.twintown.node.trust.oidc.session;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.oidc.Cookies;
import eu.twintown.node.trust.oidc.Secrets;
import java.util.Optional;
import java.util.Set;

/**
 * People by their session cookie. A cookie comes along with requests that a foreign page made the browser send, so one
 * that changes something counts only together with the session's own token in a header, which foreign pages neither know
 * nor may send. A session that is over is no wrong proof: who comes with one is anonymous.
 */
public final class SessionRecogniser implements Recogniser {
    static final String COOKIE = "session";
    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private final Sessions sessions;
    private final Cookies cookies;

    public SessionRecogniser(Sessions sessions, Cookies cookies) {
        this.sessions = sessions;
        this.cookies = cookies;
    }

    @Override
    public Optional<Principal> recognise(Exchange exchange) {
        return session(exchange)
                .filter(session -> SAFE_METHODS.contains(exchange.method())
                        || exchange.header(CSRF_HEADER)
                                .filter(token -> Secrets.same(token, session.csrf()))
                                .isPresent())
                .map(Session::principal);
    }

    /** The session of the browser, whatever the method. */
    Optional<Session> session(Exchange exchange) {
        return secret(exchange).flatMap(sessions::find);
    }

    Optional<String> secret(Exchange exchange) {
        return exchange.cookie(cookies.name(COOKIE)).filter(value -> !value.isEmpty());
    }
}
