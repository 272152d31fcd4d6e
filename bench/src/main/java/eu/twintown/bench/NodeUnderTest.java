package eu.twintown.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node as shipped, with its embedded PostgreSQL, on a data directory of the bench. */
public final class NodeUnderTest implements AutoCloseable {

    public static final String ENTITIES = "/ngsi-ld/v1/entities";
    public static final String MAIN = "eu.twintown.node.cli.Main";

    private final JavaProcess process;
    private final Path data;

    private NodeUnderTest(JavaProcess process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Starts a node on {@code folder}; returns at once. */
    static NodeUnderTest start(Path folder) {
        return start(folder, JavaProcess.freePort(), "health, entities, writes, subscriptions", "");
    }

    /**
     * Starts a node on {@code folder}; returns at once.
     *
     * @param open what is open to everybody
     * @param more further sections of its configuration
     */
    public static NodeUnderTest start(Path folder, int port, String open, String more) {
        return start(folder, port, open, "", more);
    }

    /** The same, with what is open to members of the data space. */
    public static NodeUnderTest start(Path folder, int port, String open, String members, String more) {
        Path config = configure(folder, port, open, members, more);
        return new NodeUnderTest(
                JavaProcess.start(folder, shipped(), MAIN, port, List.of("serve", "--config", config.toString())),
                folder.resolve("data"));
    }

    /** The class path of a node as shipped: without the bench, whose own logging would be read at each start. */
    private static String shipped() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(Path.of("bench", "target").toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Starts another program that runs a node, whose first argument is the configuration file.
     *
     * @param arguments those that follow
     */
    public static NodeUnderTest startAs(String mainClass, Path folder, int port, String more, List<String> arguments) {
        List<String> all = new ArrayList<>(
                List.of(configure(folder, port, "health", "", more).toString()));
        all.addAll(arguments);
        return new NodeUnderTest(JavaProcess.start(folder, mainClass, port, all), folder.resolve("data"));
    }

    private static Path configure(Path folder, int port, String open, String members, String more) {
        Path config = folder.resolve("bench.yaml");
        Path data = folder.resolve("data");
        try {
            Files.createDirectories(folder);
            Files.writeString(config, """
                    node:
                      name: bench-%1$d
                      country: DE
                      public-url: http://127.0.0.1:%1$d
                    server:
                      port: %1$d
                      default-context: https://twintown.eu/contexts/city.jsonld
                    access:
                      public: [%2$s]
                      members: [%5$s]
                    store:
                      directory: %3$s
                      indexes:
                        - {type: OffStreetParking, attribute: name}
                      indexes-on-demand: 0
                    %4$s
                    """.formatted(port, open, data, more, members));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }

    /** What tells that the node answers from its store: the list of entity types. */
    static Request firstQuestion() {
        return Request.get("types", "/ngsi-ld/v1/types", Map.of());
    }

    public void awaitAnswer() {
        process.awaitAnswer(firstQuestion());
    }

    /** Stores so many entities, numbered from 0 on. Writing must be open to everybody. */
    public void preload(int count) {
        Request batch = new Request(
                "preload",
                "POST",
                "/ngsi-ld/v1/entityOperations/upsert",
                Samples.HEADERS,
                Samples.batch(0, count),
                0,
                1);
        try {
            int status = SocketLoad.status(port(), batch);
            if (status < 200 || status > 299) {
                throw new IllegalStateException("the node answered a batch upsert with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return process.port();
    }

    public long pid() {
        return process.pid();
    }

    /** The processes that work for it: the JVM and PostgreSQL's first process. */
    public List<Long> roots() {
        return List.of(process.pid(), Long.parseLong(postmaster().getFirst().strip()));
    }

    /** Resident memory of the JVM alone, in bytes. */
    OptionalLong residentBytes() {
        return Processes.residentBytes(process.pid());
    }

    /** Where its PostgreSQL listens, for a yardstick in the same server. */
    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postmaster().get(3).strip() + "/postgres";
    }

    String password() {
        try {
            return Files.readString(data.resolve("postgres.secret"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's own note about itself: process id in the first line, port in the fourth. */
    private List<String> postmaster() {
        try {
            return Files.readAllLines(data.resolve("postgres").resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
