package eu.twintown.node.federation;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.node.context.BrokerParts;
import eu.twintown.node.context.EntityReader;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The federation of a node, put together: its registrations, its reader over all sources, its peers, its routes. */
public final class Federation implements AutoCloseable {
    private final Registrations registrations;
    private final Peers peers;
    private final PeerProbe probe;
    private final FederatedReader reader;

    /**
     * Puts the parts together.
     *
     * @param client asks other nodes, with a proof of who this one is where they want one
     * @param agreed what agreements open
     * @param contexts compiles the JSON-LD contexts that sources name
     * @param local reads this node's own entities
     */
    public Federation(
            Documents documents,
            Function<OutgoingClient.Request, OutgoingClient.Response> client,
            AgreedSources agreed,
            Function<JsonNode, Context> contexts,
            EntityReader local,
            FederationSettings settings,
            InstantSource clock) {
        this.registrations = new Registrations(documents, clock);
        this.peers = new Peers(registrations, clock);
        this.probe = new PeerProbe(registrations, peers, client, settings, clock);
        SourceClient sources = new SourceClient(client, agreed, new EntityArrays(contexts), peers, settings, clock);
        this.reader = new FederatedReader(
                local, registrations, sources, new EntityMaps(settings.entityMapLifetime(), clock), settings, clock);
    }

    public Registrations registrations() {
        return registrations;
    }

    /** How the registered sources are doing. */
    public Peers peers() {
        return peers;
    }

    /** Answers from all sources. */
    public EntityReader reader() {
        return reader;
    }

    /** Begins to look after sources that nobody asks. */
    public void start() {
        probe.start();
    }

    /** The routes of registrations and entity maps. */
    public HttpService routes(BrokerParts parts) {
        return rules ->
                rules.register(new RegistrationRoutes(registrations, peers, parts), new EntityMapRoutes(reader, parts));
    }

    @Override
    public void close() {
        probe.close();
    }
}
