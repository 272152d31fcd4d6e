package eu.twintown.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A throw-away cluster of Debian's PostgreSQL 15, run by an unprivileged user. */
final class Postgres15 implements AutoCloseable {
    static final Path BINARIES = Path.of("/usr/lib/postgresql/15/bin");

    private final Path directory;
    private final int port;

    private Postgres15(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(BINARIES.resolve("postgres"));
    }

    static Postgres15 start() throws IOException, InterruptedException {
        Path directory = StoreFixture.directory();
        Path data = directory.resolve("data");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        if (isRoot()) {
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        run("initdb", "-D", data.toString(), "-U", "tester", "-A", "trust", "--locale=C.UTF-8", "--encoding=UTF8");
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-w",
                "-l",
                directory.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=",
                "start");
        return new Postgres15(directory, port);
    }

    StoreConfig config(String schema) {
        return new StoreConfig(
                Optional.of("jdbc:postgresql://127.0.0.1:" + port + "/postgres"),
                Optional.of("tester"),
                Optional.of("unused"),
                schema,
                Path.of("unused"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        run("pg_ctl", "-D", directory.resolve("data").toString(), "-m", "immediate", "-w", "stop");
        StoreFixture.delete(directory);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        command.add(BINARIES.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("postgres15-", ".out");
        try {
            int status = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException(program + " failed: " + Files.readString(output));
            }
        } finally {
            Files.delete(output);
        }
    }
}
