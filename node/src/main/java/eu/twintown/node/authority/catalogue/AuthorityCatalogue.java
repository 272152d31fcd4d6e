package eu.twintown.node.authority.catalogue;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.authority.schema.SchemaManager;
import eu.twintown.node.catalogue.simpl.proof.JwsProof;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.document.Documents;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The authority's catalogue and schema manager: built, started and stopped together. */
public final class AuthorityCatalogue implements AutoCloseable {
    private final SchemaManager manager;
    private final Catalogue catalogue;
    private final Surroundings around;

    /**
     * What the authority gives.
     *
     * @param caller the participant that asks on tier 2; empty = nobody known
     * @param operator refuses who may not manage schemas
     * @param keys the public key of a verification method; throws where it cannot be had
     * @param participants those in good standing; the offerings of others are not found
     * @param send how schema events go out to participants
     * @param base where participants reach the authority's tier 2
     */
    public record Surroundings(
            Function<Exchange, Optional<CatalogueCaller>> caller,
            Consumer<Exchange> operator,
            Function<String, PublicKey> keys,
            Supplier<List<CatalogueParticipant>> participants,
            Function<OutgoingClient.Request, OutgoingClient.Response> send,
            JsonBodies bodies,
            URI base,
            InstantSource clock,
            Duration retryPause) {}

    public AuthorityCatalogue(Documents documents, Surroundings around) {
        this.around = around;
        this.manager = new SchemaManager(documents, around.send(), around.base(), around.clock(), around.retryPause());
        this.catalogue = new Catalogue(
                documents,
                manager.schemas()::active,
                new JwsProof(around.keys()),
                around.participants(),
                around.clock());
    }

    public void start() {
        manager.start();
    }

    /** What participants ask for, with certificate and proof. */
    public List<HttpService> tier2Routes() {
        Function<Exchange, CatalogueCaller> caller = exchange -> around.caller()
                .apply(exchange)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAUTHORIZED, "Only participants of the data space are answered here"));
        List<HttpService> routes = new ArrayList<>(manager.memberRoutes(
                around.bodies(), exchange -> caller.apply(exchange).participantId()));
        routes.add(new SelfDescriptionRoutes(catalogue, around.bodies(), caller));
        routes.add(new QueryRoutes(catalogue, around.bodies(), caller));
        routes.add(
                new CatalogueViewRoutes(catalogue, manager.schemas(), manager.vocabularies(), around.bodies(), caller));
        return routes;
    }

    /** What the authority's own people ask for. */
    public List<HttpService> tier1Routes() {
        return manager.operatorRoutes(around.bodies(), around.operator());
    }

    @Override
    public void close() {
        manager.close();
    }
}
