package eu.twintown.node.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A city for tests: foreign systems on a server of loopback whose answers can be changed, a folder with configuration and
 * mappings, and the acquisition of a node over a real store.
 */
final class City implements AutoCloseable {
    /** Where terms live that no context knows. */
    static final String P = "https://uri.etsi.org/ngsi-ld/default-context/";

    /** A context for mappings of tests: the core context alone. */
    static final String CONTEXT = "context: []\n";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The present moment of these tests, well after all their data. */
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    record Answer(int status, String type, String body, boolean tagged) {

        /** One that never comes. */
        static final Answer NEVER = new Answer(0, "", "", false);
    }

    private final CountDownLatch closed = new CountDownLatch(1);

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, Integer> unmodified = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final StoreFixture fixture = StoreFixture.open();
    private final OutgoingClient client = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1000, Duration.ofMillis(1)));
    private final Path folder;
    private final List<Acquisition> running = new ArrayList<>();

    City(Path folder) {
        this.folder = folder;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on, this path answers with this body. */
    City answers(String path, String body) {
        answers.put(path, new Answer(200, "application/json", body, true));
        return this;
    }

    City answers(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    int asked(String path) {
        return asked.getOrDefault(path, 0);
    }

    /** How often it answered that nothing has changed. */
    int unmodified(String path) {
        return unmodified.getOrDefault(path, 0);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    City file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes a file so that its time tells it, too. */
    City changeFile(String name, String text) {
        file(name, text);
        try {
            Files.setLastModifiedTime(
                    folder.resolve(name), FileTime.from(Instant.now().plusSeconds(5)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a node's acquisition with these sources. */
    Acquisition start(String sources) {
        return start(sources, Function.identity());
    }

    Acquisition start(String sources, Function<EntityTarget, EntityTarget> between) {
        List<String> faults = new ArrayList<>();
        ConfigNode root = new ConfigNode(new YAMLMapper().readTree(sources.replace("${url}", url())), folder, faults);
        DataModels models = DataModels.read(root);
        List<SourceConfig> configs = new SourceConfigReader(models).read(root);
        assertThat(faults).isEmpty();
        Acquisition acquisition = new Acquisition(
                configs,
                new Acquisition.Surroundings(
                        between.apply(EntityTarget.of(store().entities())),
                        store().documents(),
                        models,
                        City::context,
                        client::send,
                        InstantSource.fixed(NOW)));
        running.add(acquisition);
        acquisition.start();
        return acquisition;
    }

    static Context context(JsonNode source) {
        return Context.compile(source, url -> JSON.readTree("{\"@context\": {}}"));
    }

    Store store() {
        return fixture.store();
    }

    Entity entity(String id) {
        return store().entities().get("", id).orElseThrow(() -> new AssertionError("no entity " + id));
    }

    /** The value of an attribute that no context knows. */
    JsonNode value(String id, String attribute) {
        return attribute(id, P + attribute).value();
    }

    Attribute attribute(String id, String name) {
        List<Attribute> instances = entity(id).attributes().get(name);
        assertThat(instances).as(name + " of " + id).hasSize(1);
        return instances.getFirst();
    }

    /** What the history has of an attribute: time and value of each instance. */
    List<String> history(String id, String attribute) {
        return store().history().read("", id, List.of(P + attribute), TemporalQuery.ALL).stream()
                .flatMap(entity -> entity.attributes().getOrDefault(P + attribute, List.of()).stream())
                .map(instance -> instance.observedAt() + " " + instance.value().asString(""))
                .toList();
    }

    /** Waits until the source looks like this. */
    static SourceView awaitSource(Acquisition acquisition, String id, Predicate<SourceView> condition) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> condition.test(source(acquisition, id)));
        return source(acquisition, id);
    }

    static SourceView awaitState(Acquisition acquisition, String id, SourceStatus.State state) {
        return awaitSource(acquisition, id, view -> view.status().state() == state);
    }

    static SourceView source(Acquisition acquisition, String id) {
        return acquisition.sources().stream()
                .filter(view -> view.config().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.merge(path, 1, Integer::sum);
            Answer answer = answers.getOrDefault(path, new Answer(404, "text/plain", "nothing here", false));
            if (answer.equals(Answer.NEVER)) {
                closed.await();
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            String tag = "\"" + answer.body().hashCode() + "\"";
            if (answer.tagged()) {
                exchange.getResponseHeaders().set("ETag", tag);
            }
            if (answer.tagged() && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                unmodified.merge(path, 1, Integer::sum);
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        running.forEach(Acquisition::close);
        closed.countDown();
        server.stop(0);
        client.close();
        fixture.close();
    }
}
