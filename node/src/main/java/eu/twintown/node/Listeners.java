package eu.twintown.node;

import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.ServerTls;
import eu.twintown.node.trust.certificate.ClientCertificates;
import eu.twintown.node.trust.simpl.SimplSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** How the node's servers listen. */
final class Listeners {
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(10);

    private Listeners() {}

    /**
     * The listener for people and their programs.
     *
     * @param clients whose certificates make a client a participant
     */
    static ServerOptions main(NodeConfig.Server server, Optional<ClientCertificates> clients, InstantSource clock) {
        Optional<ServerTls> tls =
                server.tls().map(files -> ServerTls.of(LiveIdentity.ofFiles(files.certificate(), files.key(), clock)));
        Optional<ServerTls> asking =
                tls.map(own -> clients.map(one -> one.asking(own)).orElse(own));
        return new ServerOptions(
                server.host(),
                server.port(),
                server.maxBodyBytes(),
                server.maxDepth(),
                server.corsOrigins(),
                SHUTDOWN_PATIENCE,
                asking);
    }

    /** The listener for other participants of a Simpl data space. */
    static ServerOptions tier2(SimplSettings.Listener place, NodeConfig.Server server, ServerTls tls) {
        return new ServerOptions(
                place.host(),
                place.port(),
                server.maxBodyBytes(),
                server.maxDepth(),
                List.of(),
                SHUTDOWN_PATIENCE,
                Optional.of(tls));
    }
}
