package eu.twintown.node;

import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.ServerTls;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** How the node's servers listen. */
final class Listeners {
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(10);

    private Listeners() {}

    /** The listener for people and their programs. */
    static ServerOptions main(NodeConfig.Server server, InstantSource clock) {
        Optional<ServerTls> tls =
                server.tls().map(files -> ServerTls.of(LiveIdentity.ofFiles(files.certificate(), files.key(), clock)));
        return new ServerOptions(
                server.host(),
                server.port(),
                server.maxBodyBytes(),
                server.maxDepth(),
                server.corsOrigins(),
                SHUTDOWN_PATIENCE,
                tls);
    }
}
