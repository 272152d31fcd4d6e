package eu.twintown.node.http;

import java.time.Duration;
import java.util.List;

/**
 * How the server listens and what it takes from strangers.
 *
 * @param host address to listen on; loopback unless the operator says otherwise
 * @param port TCP port; 0 = any free one
 * @param maxBodyBytes largest request body
 * @param maxJsonDepth deepest nesting of a JSON body
 * @param corsOrigins origins whose scripts may call the node; {@code *} = any; empty = none
 * @param shutdownPatience how long requests in flight may take at the end
 */
public record ServerOptions(
        String host,
        int port,
        long maxBodyBytes,
        int maxJsonDepth,
        List<String> corsOrigins,
        Duration shutdownPatience) {

    /** Loopback, 64 MB bodies, 64 levels, no foreign origins, ten seconds to finish. */
    public static ServerOptions loopback(int port) {
        return new ServerOptions("127.0.0.1", port, 64L << 20, 64, List.of(), Duration.ofSeconds(10));
    }
}
