package eu.twintown.node;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.Iris;
import eu.twintown.kernel.view.Level;
import eu.twintown.node.access.enforce.AgreementGate;
import eu.twintown.node.access.enforce.Enforcement;
import eu.twintown.node.access.enforce.EnforcementSettings;
import eu.twintown.node.access.enforce.decision.DecisionRoutes;
import eu.twintown.node.access.enforce.decision.Decisions;
import eu.twintown.node.access.enforce.decision.Emergency;
import eu.twintown.node.access.enforce.grant.Grants;
import eu.twintown.node.access.view.Places;
import eu.twintown.node.access.view.Views;
import eu.twintown.node.config.NodeConfig;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.trust.recipient.Recipients;
import eu.twintown.store.Store;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What holds requests to agreements: decisions on them, and the store as they may see it. */
final class EnforcementParts implements AutoCloseable {
    private final Views views;
    private final Enforcement enforcement;
    private final AgreementGate gate;
    private final DecisionRoutes routes;

    /** @param grants what agreements allow */
    EnforcementParts(
            Settings settings,
            Store store,
            LdContexts contexts,
            Recipients recipients,
            Grants grants,
            InstantSource clock) {
        NodeConfig.Server server = settings.config().server();
        EnforcementSettings own = settings.enforcement();
        Map<Level, String> types = new EnumMap<>(Level.class);
        own.areas().forEach((level, type) -> types.put(level, expand(server, contexts, type)));
        Places places = new Places(store.entities(), types, own.groupSize());
        this.views = new Views(store.entities(), store.history(), places, clock);
        Decisions decisions = new Decisions(store.documents(), own.keep(), own.most(), clock);
        Emergency emergency = new Emergency(store.documents(), clock);
        this.enforcement = new Enforcement(new Enforcement.Surroundings(
                store.entities(),
                views,
                places,
                name -> expand(server, contexts, name),
                store.quotas(),
                decisions,
                emergency,
                recipients::of,
                clock));
        this.gate = new AgreementGate(grants, enforcement);
        this.routes =
                new DecisionRoutes(decisions, emergency, new JsonBodies(server.maxBodyBytes(), server.maxDepth()));
    }

    /** Names are read in the context that requests get which name none. */
    private static String expand(NodeConfig.Server server, LdContexts contexts, String name) {
        if (Iris.isAbsolute(name)) {
            return name;
        }
        Optional<URI> usual = server.defaultContext();
        return usual.map(url -> contexts.byUrl(url.toString()))
                .orElseGet(Context::core)
                .expand(name);
    }

    /** The entities as they look to who asks. */
    Views views() {
        return views;
    }

    /** Decides on requests, and on what goes out by itself. */
    Enforcement enforcement() {
        return enforcement;
    }

    /** Where requests under an agreement come in. */
    AgreementGate gate() {
        return gate;
    }

    HttpService routes() {
        return routes;
    }

    @Override
    public void close() {
        enforcement.close();
    }
}
