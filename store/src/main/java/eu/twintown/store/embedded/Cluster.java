package eu.twintown.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One data directory, its programs, and what is done with its server: initialise, start, adopt, stop. */
final class Cluster {
    static final String USER = "twintown";
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int START_ATTEMPTS = 5;

    private final Path data;
    private final Path log;
    private final Path home;
    private final String password;
    private final ServerProcesses processes;

    private Cluster(Path folder, Path home, String password) {
        this.data = folder.resolve("postgres");
        this.log = folder.resolve("postgres.log");
        this.home = home;
        this.password = password;
        this.processes = new ServerProcesses(data);
    }

    /** The cluster in this folder, created where there is none. */
    static Cluster in(Path folder) {
        Path home = PostgresBinaries.unpacked(folder);
        try {
            Cluster cluster = new Cluster(folder, home, secret(folder.resolve("postgres.secret")));
            if (Files.isDirectory(cluster.data)) {
                cluster.checkVersion();
            } else {
                cluster.initialise(folder.resolve("postgres.new"));
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the data directory " + folder + ": " + e.getMessage(), e);
        }
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    String password() {
        return password;
    }

    /** The main process, where it lives. */
    Optional<Long> pid() {
        return processes.postmaster(data);
    }

    /** The port of a server that is already running on this data and answers to our password. */
    Optional<Integer> adopt() {
        if (pid().isEmpty()) {
            return Optional.empty();
        }
        boolean answers = await(Duration.ofSeconds(60), () -> answers() || pid().isEmpty());
        if (answers && pid().isPresent()) {
            LOG.info("adopted the PostgreSQL server that an earlier process left running");
            return ServerProcesses.port(data);
        }
        stop();
        return Optional.empty();
    }

    /** Starts the server on a free port and gives the port. */
    int start() {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                startOn(port);
                return port;
            } catch (EmbeddedPostgresException e) {
                // The port may have been taken between finding and using it.
                if (attempt == START_ATTEMPTS || !String.valueOf(e.getMessage()).contains("could not bind")) {
                    throw e;
                }
            }
        }
    }

    void startOn(int port) {
        clearLeftovers();
        Unprivileged user = Unprivileged.forData(data, home);
        try {
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            if (logStart > 10_000_000) {
                Files.delete(log);
                logStart = 0;
            }
            Process process = new ProcessBuilder(user.command(ServerSettings.command(home, data, port, processes)))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            if (!await(START_LIMIT, () -> answers() || !process.isAlive()) || !process.isAlive()) {
                stop();
                throw new EmbeddedPostgresException("PostgreSQL did not start: " + logTail(logStart));
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("PostgreSQL cannot be started: " + e.getMessage(), e);
        }
    }

    /** Stops the server in the gentlest way that works. */
    void stop() {
        for (String signal : List.of("INT", "QUIT", "KILL")) {
            for (long pid :
                    signal.equals("KILL") ? processes.all() : pid().stream().toList()) {
                try {
                    Commands.signal(pid, signal);
                } catch (IOException e) {
                    LOG.warn("cannot send {} to process {}", signal, pid, e);
                }
            }
            if (await(STOP_LIMIT, () -> processes.all().isEmpty())) {
                return;
            }
        }
        LOG.error("PostgreSQL in {} does not end", data);
    }

    /**
     * After a killed server: its children end by themselves, but take a moment; and its lock file may name a process that
     * is a zombie or a stranger with the same number, which PostgreSQL itself would take for a living server.
     */
    private void clearLeftovers() {
        if (!await(Duration.ofSeconds(10), () -> processes.all().isEmpty())) {
            stop();
        }
        try {
            if (processes.all().isEmpty()) {
                Files.deleteIfExists(data.resolve("postmaster.pid"));
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot remove a stale lock file: " + e.getMessage(), e);
        }
    }

    private boolean answers() {
        Optional<Integer> port = ServerProcesses.port(data);
        if (port.isEmpty() || !ServerProcesses.saysReady(data) || pid().isEmpty()) {
            return false;
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl(port.get()), USER, password);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show data_directory")) {
            return result.next() && Path.of(result.getString(1)).equals(data);
        } catch (SQLException e) {
            LOG.trace("PostgreSQL does not answer yet", e);
            return false;
        }
    }

    private void initialise(Path scratch) throws IOException {
        PostgresBinaries.delete(scratch);
        Files.createDirectory(
                scratch, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = scratch.resolve("password");
        Files.writeString(passwordFile, password);
        Unprivileged user = Unprivileged.forData(scratch, home);
        Path fresh = scratch.resolve("data");
        Commands.Result result = Commands.run(user.command(List.of(
                home.resolve("bin/initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C")));
        if (result.status() != 0) {
            throw new EmbeddedPostgresException("PostgreSQL cannot create its data directory: "
                    + result.output().strip());
        }
        // Renamed only when complete: a start that was killed in between begins anew.
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        PostgresBinaries.delete(scratch);
    }

    private void checkVersion() throws IOException {
        String version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(PostgresBinaries.majorVersion())) {
            throw new EmbeddedPostgresException("the data in " + data + " are of PostgreSQL " + version
                    + ", this build brings PostgreSQL " + PostgresBinaries.majorVersion());
        }
    }

    private String logTail(long from) throws IOException {
        String text = Files.exists(log) ? Files.readString(log) : "";
        String tail = text.substring((int) Math.min(from, text.length()));
        List<String> lines = new ArrayList<>(tail.lines().toList());
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private static String secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path partial = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(partial, HexFormat.of().formatHex(random));
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks every few milliseconds until the condition holds; false where it does not within the limit. */
    static boolean await(Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
