package eu.twintown.node.dataspace;

import eu.twintown.node.dataspace.letter.Addresses;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidRoutes;
import eu.twintown.node.trust.did.DidService;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.store.StoreFixture;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A city with a store, keys, a DID at a real port, and rooms of the data space that a test puts into it. */
public final class Town implements AutoCloseable {
    public final StoreFixture store = StoreFixture.open();
    public final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1_000, Duration.ofMillis(1)));
    public final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    public final InstantSource clock = now::get;
    public final JsonBodies bodies = new JsonBodies(1_000_000, 50);
    public final NodeDid did;
    public final DidResolver resolver;
    public final Seals seals;
    public final Addresses addresses;
    private final int port;
    private final List<AutoCloseable> rooms = new ArrayList<>();
    private @Nullable WebServer server;
    private @Nullable Http http;

    private Town(Path folder, int port, Set<String> hosts) {
        this.port = port;
        URI url = URI.create("http://localhost:" + port);
        List<DidService> services = new CopyOnWriteArrayList<>(List.of(Addresses.service(url)));
        KeyRing keys = KeyRing.open(folder.resolve("keys-" + port), clock);
        this.did = new NodeDid(Did.web(url), keys, () -> services, clock);
        this.resolver =
                new DidResolver(outgoing, new DidSettings(Duration.ofMinutes(10), Duration.ofHours(1), hosts), clock);
        resolver.answer(did.did(), did::document);
        this.seals = new Seals(did, KeySource.ofDids(resolver), Duration.ofSeconds(60), clock);
        this.addresses = new Addresses(resolver);
    }

    /** Towns that can reach each other without TLS. */
    public static List<Town> several(Path folder, int number) {
        List<Integer> ports =
                IntStream.range(0, number).mapToObj(i -> freePort()).toList();
        Set<String> hosts = ports.stream().map(port -> "localhost:" + port).collect(Collectors.toSet());
        return ports.stream().map(port -> new Town(folder, port, hosts)).toList();
    }

    public String id() {
        return did.did().value();
    }

    public URI url() {
        return URI.create("http://localhost:" + port);
    }

    /** Opens the doors; {@code rooms} are closed with the town. */
    public Town open(List<HttpService> routes, AutoCloseable... closing) {
        List<HttpService> all = new ArrayList<>(routes);
        all.add(new DidRoutes(did));
        rooms.addAll(List.of(closing));
        server = new WebServer(ServerOptions.loopback(port), all);
        return this;
    }

    /** Nobody answers any more. */
    public void shut() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    public Http http() {
        if (http == null) {
            http = new Http(port);
        }
        return http;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shut();
        if (http != null) {
            http.close();
        }
        for (AutoCloseable room : rooms) {
            try {
                room.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        outgoing.close();
        store.close();
    }
}
