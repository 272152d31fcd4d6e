package eu.twintown.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * CPU time and memory of processes, from Linux's {@code /proc}. The kernel counts CPU in ticks of 10 ms, so only sums over
 * seconds mean something.
 */
public final class Processes {

    private static final Path PROC = Path.of("/proc");
    private static final Duration TICK = Duration.ofMillis(10);

    private Processes() {}

    private record Stat(long parent, long own, long ticks) {}

    /**
     * CPU time, user and system, spent so far by these processes, all that descend from them, and their children that have
     * ended.
     */
    public static Duration cpu(Collection<Long> roots) {
        Map<Long, Stat> all = all();
        long ticks = 0;
        for (Map.Entry<Long, Stat> process : all.entrySet()) {
            if (descends(process.getKey(), roots, all)) {
                ticks += process.getValue().ticks();
            }
        }
        return TICK.multipliedBy(ticks);
    }

    /** CPU time spent so far by this process alone; none where it has ended. */
    static Duration own(long pid) {
        Stat stat = all().get(pid);
        return stat == null ? Duration.ZERO : TICK.multipliedBy(stat.own());
    }

    /** Resident memory of one process in bytes; empty where it has ended. */
    static OptionalLong residentBytes(long pid) {
        try {
            return Files.readAllLines(PROC.resolve(pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static boolean descends(long pid, Collection<Long> roots, Map<Long, Stat> all) {
        long at = pid;
        while (!roots.contains(at)) {
            Stat stat = all.get(at);
            if (stat == null || stat.parent() == 0) {
                return false;
            }
            at = stat.parent();
        }
        return true;
    }

    private static Map<Long, Stat> all() {
        Map<Long, Stat> all = new HashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : folders) {
                try {
                    String text = Files.readString(folder.resolve("stat"));
                    // The program's name stands in parentheses and may hold blanks; what counts follows the last one.
                    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
                    long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                    long ticks = own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
                    all.put(
                            Long.valueOf(folder.getFileName().toString()),
                            new Stat(Long.parseLong(fields[1]), own, ticks));
                } catch (IOException e) {
                    // This one has ended while we looked; its time is its parent's by now.
                    continue;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("CPU time can only be read where there is /proc (Linux)", e);
        }
        return all;
    }
}
