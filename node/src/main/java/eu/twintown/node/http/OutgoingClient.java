package eu.twintown.node.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The one client for requests that leave the node: allow and deny lists, DNS rebinding safe, limits on time, size and
 * redirects, a circuit breaker per peer.
 */
public final class OutgoingClient {

    /** A request to make; {@code body} may be empty. */
    public record Request(String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {}

    /** An answer; header names in lower case. */
    public record Response(int status, Map<String, String> headers, byte[] body) {}

    /**
     * Sends and waits.
     *
     * @throws OutgoingException where no answer came: refused by rule, not reachable, too slow, too large
     */
    public Response send(Request request) {
        throw new UnsupportedOperationException();
    }
}
