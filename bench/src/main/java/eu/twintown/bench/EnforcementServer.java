package eu.twintown.bench;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.node.access.Access;
import eu.twintown.node.access.AccessSettings;
import eu.twintown.node.access.enforce.AgreementGate;
import eu.twintown.node.access.enforce.Enforcement;
import eu.twintown.node.access.enforce.EnforcementSettings;
import eu.twintown.node.access.enforce.decision.Decisions;
import eu.twintown.node.access.enforce.decision.Emergency;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.access.view.Places;
import eu.twintown.node.access.view.Views;
import eu.twintown.node.context.BrokerParts;
import eu.twintown.node.context.ContextRoutes;
import eu.twintown.node.context.LocalReader;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.LdContexts;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import eu.twintown.node.trust.recipient.RecipientFacts;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The node's guard, reading routes and store, for callers with and without an agreement: the header {@code Agreement} names
 * one, so that what is measured is what agreements cost, and not how callers prove themselves. Before it listens it measures
 * decisions alone.
 */
public final class EnforcementServer {
    static final String HEADER = "Agreement";
    /** Agreements: everything of the type; some attributes; what lies in an area. */
    static final List<String> AGREEMENTS = List.of("urn:bench:type", "urn:bench:attributes", "urn:bench:area");
    /** One with ten rules that counts its uses, so that each is decided anew. */
    private static final String TEN_RULES = "urn:bench:ten";

    private static final String PARTY = "did:web:consumer.example";
    private static final String CITY = "https://twintown.eu/odrl/city/";
    private static final int PRELOADED = 10_000;
    private static final int BATCH = 1_000;
    private static final int WARM_UP = 50_000;
    private static final int DECISIONS = 100_000;

    private EnforcementServer() {}

    /** Port, and a folder for the data. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        InstantSource clock = InstantSource.system();
        Store store = Store.open(StoreConfig.embedded(folder.resolve("data")));
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
        Context context = Samples.context();
        preload(store, context);
        Places places = new Places(store.entities(), Map.of());
        Views views = new Views(store.entities(), store.history(), places, clock);
        Decisions decisions = new Decisions(
                store.documents(), EnforcementSettings.USUAL.keep(), EnforcementSettings.USUAL.most(), clock);
        Enforcement enforcement = new Enforcement(new Enforcement.Surroundings(
                store.entities(),
                views,
                places,
                context::expand,
                store.quotas(),
                decisions,
                new Emergency(store.documents(), clock),
                principal -> RecipientFacts.NONE,
                clock));
        Map<String, Grant> grants = Map.of(
                AGREEMENTS.get(0),
                grant(AGREEMENTS.get(0), "", context),
                AGREEMENTS.get(1),
                grant(
                        AGREEMENTS.get(1),
                        constraint(
                                "city:attribute",
                                "isAnyOf",
                                "[\"name\", \"location\", \"availableSpotNumber\", \"status\"]"),
                        context),
                AGREEMENTS.get(2),
                grant(
                        AGREEMENTS.get(2),
                        constraint(
                                "spatial", "isPartOf", "\"POLYGON ((7.5 51.8, 7.8 51.8, 7.8 52, 7.5 52, 7.5 51.8))\""),
                        context),
                TEN_RULES,
                grant(TEN_RULES, tenRules(), context));
        write(folder, enforcement, grants);
        AgreementGate gate = new AgreementGate(id -> Optional.ofNullable(grants.get(id)), enforcement);
        BrokerParts broker = new BrokerParts(
                store.entities(),
                views,
                new LocalReader(views),
                new LdContexts(url -> WellKnownContexts.find(url).orElseThrow()),
                new JsonBodies(1_000_000, 40),
                clock);
        Principal viewer = new Principal("bench", Principal.Kind.MACHINE, "bench", Set.of(Role.VIEWER), Map.of());
        new WebServer(
                ServerOptions.loopback(Integer.parseInt(arguments[0])),
                List.of(new ContextRoutes(broker)),
                (method, template, status, nanos) -> {},
                new Access(AccessSettings.USUAL, gate::admit)
                        .guard(exchange -> Optional.of(exchange.header(HEADER)
                                .map(EnforcementServer::under)
                                .orElse(viewer))));
    }

    private static Principal under(String agreement) {
        return Principal.participant(PARTY, PARTY, Map.of("agreement", List.of(agreement)));
    }

    private static void preload(Store store, Context context) {
        for (int first = 0; first < PRELOADED; first += BATCH) {
            List<Mutation> mutations = new ArrayList<>();
            for (int i = first; i < first + BATCH; i++) {
                Entity entity = Samples.expand(Samples.entity(i).getBytes(StandardCharsets.UTF_8), context);
                mutations.add(
                        new Mutation(entity.id(), before -> EntityChange.create(before, entity, Instant.now()), true));
            }
            store.entities().applyAll("", mutations);
        }
    }

    private static String constraint(String left, String operator, String right) {
        return "{\"leftOperand\": \"" + left + "\", \"operator\": \"" + operator + "\", \"rightOperand\": " + right
                + "}";
    }

    /** Nine rules that do not cover a request without purpose, and one that does. */
    private static String tenRules() {
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            rules.append(constraint("purpose", "isA", "{\"@id\": \"city:purpose" + i + "\"}"))
                    .append("]}, {\"action\": \"use\", \"constraint\": [");
        }
        return rules.append(constraint("count", "lteq", "1000000000")).toString();
    }

    private static Grant grant(String id, String constraints, Context context) {
        ObjectNode policy =
                (ObjectNode) JsonMapper.shared().readTree("""
                {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "%s"}], "@type": "Agreement", "@id": "%s",
                 "profile": "%s", "assigner": "did:web:provider.example", "assignee": "%s", "target": "urn:bench:dataset",
                 "permission": [{"action": "use", "constraint": [%s]}]}""".formatted(CITY, id, CITY, PARTY, constraints));
        if (constraints.isEmpty()) {
            ((ObjectNode) policy.path("permission").path(0)).remove("constraint");
        }
        return new Grant(
                id,
                PARTY,
                "urn:bench:dataset",
                PolicyReader.read(policy),
                Grant.State.IN_FORCE,
                Optional.of(
                        new Grant.Scope("", List.of(context.expand("OffStreetParking")), List.of(), Optional.empty())),
                List.of(),
                "1");
    }

    private static void write(Path folder, Enforcement enforcement, Map<String, Grant> grants) throws IOException {
        double kept = micros(enforcement, Objects.requireNonNull(grants.get(AGREEMENTS.get(1))));
        double anew = micros(enforcement, Objects.requireNonNull(grants.get(TEN_RULES)));
        Files.writeString(folder.resolve("decisions.txt"), kept + " " + anew);
    }

    /** CPU time of one decision, in microseconds. */
    private static double micros(Enforcement enforcement, Grant grant) {
        Principal principal = under(grant.agreement());
        for (int i = 0; i < WARM_UP; i++) {
            enforcement.require(grant, principal, List.of(), () -> Locale.ENGLISH);
        }
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < DECISIONS; i++) {
            enforcement.require(grant, principal, List.of(), () -> Locale.ENGLISH);
        }
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e3 / DECISIONS;
    }
}
