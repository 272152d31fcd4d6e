package eu.twintown.node.access.enforce;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.view.Level;
import eu.twintown.node.access.Access;
import eu.twintown.node.access.AccessSettings;
import eu.twintown.node.access.enforce.decision.DecisionRoutes;
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
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real server with the real guard, rules and reading routes over a real store. Who asks stands in the header
 * {@code Asking}: {@code viewer}, or a participant's id and after a blank the agreement it names. The clock is the test's.
 */
final class GuardedNode implements AutoCloseable {
    static final String GHENT = "did:web:ghent.example";
    static final String TARGET = "urn:x:dataset";
    static final String DISTRICT = "https://uri.etsi.org/ngsi-ld/default-context/District";

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final StoreFixture fixture = StoreFixture.open();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final Map<String, RecipientFacts> facts = new ConcurrentHashMap<>();
    private final Enforcement enforcement;
    private final WebServer server;

    /** What an answer says. */
    record Answer(int status, HttpResponse<String> http) {
        JsonNode json() {
            return MAPPER.readTree(http.body());
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        List<String> ids() {
            List<String> ids = new ArrayList<>();
            json().forEach(entity -> ids.add(entity.path("id").asString()));
            return ids;
        }

        long total() {
            return Long.parseLong(header("NGSILD-Results-Count"));
        }
    }

    GuardedNode() {
        this(AccessSettings.USUAL);
    }

    GuardedNode(AccessSettings settings) {
        this(settings, Places.USUAL_LEAST);
    }

    /** @param least how many things a value of an area must stand for */
    GuardedNode(int least) {
        this(AccessSettings.USUAL, least);
    }

    private GuardedNode(AccessSettings settings, int least) {
        Store store = fixture.store();
        Places places = new Places(store.entities(), Map.of(Level.DISTRICT, DISTRICT), least);
        Views views = new Views(store.entities(), store.history(), places, now::get);
        Decisions decisions = new Decisions(store.documents(), Duration.ofDays(90), 1_000, now::get);
        Emergency emergency = new Emergency(store.documents(), now::get);
        enforcement = new Enforcement(new Enforcement.Surroundings(
                store.entities(),
                views,
                places,
                Context.core()::expand,
                store.quotas(),
                decisions,
                emergency,
                principal -> facts.getOrDefault(principal.id(), RecipientFacts.NONE),
                now::get));
        AgreementGate gate = new AgreementGate(id -> Optional.ofNullable(grants.get(id)), enforcement);
        JsonBodies bodies = new JsonBodies(10_000_000, 40);
        BrokerParts broker = new BrokerParts(
                store.entities(),
                views,
                new LocalReader(views),
                new LdContexts(url -> {
                    throw new IllegalArgumentException(url);
                }),
                bodies,
                now::get);
        server = new WebServer(
                ServerOptions.loopback(0),
                List.of(new ContextRoutes(broker), new DecisionRoutes(decisions, emergency, bodies)),
                (method, template, status, nanos) -> {},
                new Access(settings, gate::admit)
                        .guard(exchange -> exchange.header("Asking").map(GuardedNode::who)));
    }

    private static Principal who(String asking) {
        if (asking.equals("viewer") || asking.equals("steward") || asking.equals("operator")) {
            Role role = Role.valueOf(asking.toUpperCase(Locale.ROOT));
            return new Principal("local:" + asking, Principal.Kind.PERSON, asking, Set.of(role), Map.of());
        }
        String[] words = asking.split(" ");
        return Principal.participant(
                words[0], words[0], words.length > 1 ? Map.of("agreement", List.of(words[1])) : Map.of());
    }

    Store store() {
        return fixture.store();
    }

    Enforcement enforcement() {
        return enforcement;
    }

    Instant now() {
        return now.get();
    }

    void now(String time) {
        now.set(Instant.parse(time));
    }

    void recipient(RecipientFacts known) {
        facts.put(GHENT, known);
    }

    /** Makes Ghent the party of an agreement over everything of a type. */
    Grant agree(String agreement, String permission, String type) {
        return agree(agreement, permission, scope(type));
    }

    static Grant.Scope scope(String... types) {
        return new Grant.Scope(
                "", Arrays.stream(types).map(Context.core()::expand).toList(), List.of(), Optional.empty());
    }

    /** @param permission the members of the one permission beside its action, as JSON */
    Grant agree(String agreement, String permission, Grant.Scope scope) {
        return agree(agreement, policy("""
                "permission": [{"action": "use"%s}]""".formatted(permission.isEmpty() ? "" : ", " + permission)), scope);
    }

    Grant agree(String agreement, Policy policy, Grant.Scope scope) {
        Grant grant = new Grant(
                agreement,
                GHENT,
                TARGET,
                policy,
                Grant.State.IN_FORCE,
                Optional.of(scope),
                List.of(),
                Long.toString(System.nanoTime()));
        grants.put(agreement, grant);
        return grant;
    }

    void put(Grant grant) {
        grants.put(grant.agreement(), grant);
    }

    static Policy policy(String rules) {
        return PolicyReader.read((ObjectNode) MAPPER.readTree("""
                {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "https://twintown.eu/odrl/city/"}],
                 "@type": "Agreement", "@id": "urn:x:policy", "profile": "https://twintown.eu/odrl/city/",
                 "assigner": "did:web:muenster.example", "assignee": "%s", "target": "%s", %s}
                """.formatted(GHENT, TARGET, rules)));
    }

    void store(Entity... entities) {
        write((before, entity) -> EntityChange.create(before, entity, now.get()), entities);
    }

    void replace(Entity... entities) {
        write((before, entity) -> EntityChange.replace(before, entity, now.get()), entities);
    }

    void update(Entity... entities) {
        write((before, entity) -> EntityChange.append(before, entity, true, now.get()), entities);
    }

    private void write(BiFunction<Optional<Entity>, Entity, EntityChange> rule, Entity... entities) {
        List<Mutation> mutations = Arrays.stream(entities)
                .map(entity -> new Mutation(entity.id(), before -> rule.apply(before, entity)))
                .toList();
        fixture.store().entities().applyAll("", mutations).forEach(outcome -> outcome.failure()
                .ifPresent(failure -> {
                    throw failure;
                }));
    }

    /** Asks as Ghent under an agreement; headers as name and value in turn. */
    Answer under(String agreement, String path, String... headers) {
        return ask(GHENT + " " + agreement, "GET", path, "", headers);
    }

    Answer ask(String who, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!who.isEmpty()) {
            request.header("Asking", who);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
        enforcement.close();
        fixture.close();
    }
}
