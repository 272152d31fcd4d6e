package eu.twintown.node.http;

import eu.twintown.node.http.tls.ServerTls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the server listens and what it takes from strangers.
 *
 * @param host address to listen on; loopback unless the operator says otherwise
 * @param port TCP port; 0 = any free one
 * @param maxBodyBytes largest request body
 * @param maxJsonDepth deepest nesting of a JSON body
 * @param corsOrigins origins whose scripts may call the node; {@code *} = any; empty = none
 * @param shutdownPatience how long requests in flight may take at the end
 * @param tls certificate and policy of TLS; empty = plain HTTP, as behind a reverse proxy
 */
public record ServerOptions(
        String host,
        int port,
        long maxBodyBytes,
        int maxJsonDepth,
        List<String> corsOrigins,
        Duration shutdownPatience,
        Optional<ServerTls> tls) {

    /** Without TLS. */
    public ServerOptions(
            String host,
            int port,
            long maxBodyBytes,
            int maxJsonDepth,
            List<String> corsOrigins,
            Duration shutdownPatience) {
        this(host, port, maxBodyBytes, maxJsonDepth, corsOrigins, shutdownPatience, Optional.empty());
    }

    /** Loopback, 64 MB bodies, 64 levels, no foreign origins, ten seconds to finish. */
    public static ServerOptions loopback(int port) {
        return new ServerOptions("127.0.0.1", port, 64L << 20, 64, List.of(), Duration.ofSeconds(10));
    }

    /** The same over TLS. */
    public ServerOptions withTls(ServerTls used) {
        return new ServerOptions(
                host, port, maxBodyBytes, maxJsonDepth, corsOrigins, shutdownPatience, Optional.of(used));
    }

    /** The same at another port. */
    public ServerOptions withPort(int other) {
        return new ServerOptions(host, other, maxBodyBytes, maxJsonDepth, corsOrigins, shutdownPatience, tls);
    }
}
