package eu.twintown.node;

import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.RequestObserver;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.key.KeyPurpose;
import eu.twintown.node.trust.simpl.Simpl;
import eu.twintown.node.trust.simpl.SimplRoutes;
import eu.twintown.node.trust.simpl.SimplSettings;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The membership in a Simpl data space, where one is configured, and the listener for other participants. */
final class SimplParts implements AutoCloseable {
    private static final int HTTPS = 443;

    private final NodeConfig.Server server;
    private final Optional<SimplSettings> settings;
    private final Optional<Simpl> simpl;
    private final List<HttpService> forPeers = new ArrayList<>();
    private Optional<WebServer> tier2 = Optional.empty();

    SimplParts(Optional<SimplSettings> settings, NodeConfig.Server server, Simpl.Surroundings around) {
        this.settings = settings;
        this.server = server;
        this.simpl = settings.map(found -> new Simpl(found, around, () -> around.keys()
                .active(KeyPurpose.LOCAL_ISSUER)
                .publicKey()));
        simpl.ifPresent(member -> forPeers.add(member.peerRoutes()));
    }

    /** The participant. */
    Optional<Simpl> simpl() {
        return simpl;
    }

    /** Serves these to other participants, too. */
    <T extends HttpService> T forPeers(T routes) {
        forPeers.add(routes);
        return routes;
    }

    /** The way to a peer: with certificate and ephemeral proof to those that are reached at tier 2, plain to others. */
    Response send(OutgoingClient outgoing, Request request) {
        return simpl.isPresent() && settings.orElseThrow().dataspace().isPeer(request.uri())
                ? simpl.get().peer(request)
                : outgoing.send(request);
    }

    /** Where the Dataspace Protocol is offered at tier 2; empty = at the main address. */
    Optional<URI> dataspace() {
        return settings.filter(found -> found.dataspace().offered()).map(found -> {
            int port = found.tier2().port();
            return URI.create("https://" + found.participant().hostName() + (port == HTTPS ? "" : ":" + port));
        });
    }

    /** The management interface. */
    HttpService routes() {
        return simpl.map(Simpl::routes).orElseGet(SimplRoutes::unconfigured);
    }

    /**
     * Begins to listen for peers, and with what is done in the background.
     *
     * @param guard who may what there, by a recogniser of peers
     */
    void start(Function<Recogniser, Guard> guard, RequestObserver observer) {
        settings.ifPresent(found -> simpl.ifPresent(member -> {
            tier2 = Optional.of(new WebServer(
                    Listeners.tier2(found.tier2(), server, member.listenerTls()),
                    forPeers,
                    observer,
                    guard.apply(member.recogniser())));
            member.start();
        }));
    }

    /** The TCP port for peers. */
    OptionalInt port() {
        return tier2.map(listener -> OptionalInt.of(listener.port())).orElse(OptionalInt.empty());
    }

    @Override
    public void close() {
        simpl.ifPresent(Simpl::close);
        tier2.ifPresent(WebServer::close);
    }
}
