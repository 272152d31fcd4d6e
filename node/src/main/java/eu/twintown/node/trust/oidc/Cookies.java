package eu.twintown.node.trust.oidc;

import eu.twintown.node.http.Exchange;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The node's cookies: not for scripts, not sent along from other sites' pages, and with TLS only over TLS. Their names
 * hold the node's, because browsers do not tell two ports of a host apart.
 */
public final class Cookies {
    private final String node;
    private final Supplier<URI> publicUrl;

    public Cookies(String node, Supplier<URI> publicUrl) {
        this.node = node;
        this.publicUrl = publicUrl;
    }

    /** The whole name of a cookie. */
    public String name(String purpose) {
        return (isSecure() ? "__Host-" : "") + "twintown-" + node + "-" + purpose;
    }

    public void set(Exchange exchange, String purpose, String value, Duration life) {
        exchange.addAnswerHeader(
                "Set-Cookie",
                name(purpose) + "=" + value + "; Path=/; Max-Age=" + life.toSeconds() + "; HttpOnly; SameSite=Lax"
                        + (isSecure() ? "; Secure" : ""));
    }

    public void clear(Exchange exchange, String purpose) {
        set(exchange, purpose, "", Duration.ZERO);
    }

    private boolean isSecure() {
        return "https".equals(publicUrl.get().getScheme());
    }
}
