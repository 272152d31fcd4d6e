package eu.twintown.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the processes of one data directory's server in {@code /proc}. A process id in a lock file alone proves nothing:
 * after a restart of the machine or container the same number may belong to something else. Therefore each server
 * carries a cluster name made from its directory, which PostgreSQL shows in the command line of every process.
 */
final class ServerProcesses {
    private final String clusterName;

    ServerProcesses(Path data) {
        byte[] path = data.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
        sum.update(path, 0, path.length);
        this.clusterName = "twintown-" + HexFormat.of().toHexDigits(sum.getValue(), 8) + "-" + path.length;
    }

    String clusterName() {
        return clusterName;
    }

    /** The server's main process, where it lives; a zombie does not. */
    Optional<Long> postmaster(Path data) {
        return lockedBy(data).filter(pid -> commandLine(pid).contains("cluster_name=" + clusterName) && !isZombie(pid));
    }

    /** All living processes of this server, also those that lost their main process and are about to end. */
    List<Long> all() {
        List<Long> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.toList()) {
                String name = process.getFileName().toString();
                if (name.chars().allMatch(Character::isDigit)) {
                    long pid = Long.parseLong(name);
                    String line = commandLine(pid);
                    boolean ours = line.startsWith("postgres: " + clusterName + ":")
                            || line.contains("cluster_name=" + clusterName);
                    if (ours && !isZombie(pid)) {
                        found.add(pid);
                    }
                }
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot list processes in /proc: " + e.getMessage(), e);
        }
        return found;
    }

    /** The process id in the first line of {@code postmaster.pid}. */
    private static Optional<Long> lockedBy(Path data) {
        return lockLine(data, 0).map(Long::parseLong);
    }

    /** The port in {@code postmaster.pid}. */
    static Optional<Integer> port(Path data) {
        return lockLine(data, 3).map(Integer::parseInt);
    }

    /** Whether the server says of itself that it accepts connections. */
    static boolean saysReady(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > 7 && lines.get(7).strip().equals("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> lockLine(Path data, int line) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > line && lines.get(line).strip().matches("[0-9]+")
                    ? Optional.of(lines.get(line).strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String commandLine(long pid) {
        return read(pid, "cmdline").replace('\0', ' ');
    }

    private static boolean isZombie(long pid) {
        String stat = read(pid, "stat");
        int end = stat.lastIndexOf(')');
        return end < 0 || stat.startsWith(") Z", end) || stat.startsWith(") X", end);
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
