package eu.twintown.node.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Progress as it happens, each line with the seconds since the start. Several threads may tell. */
final class Told {
    private final PrintWriter out;
    private final long start = System.nanoTime();
    private final Set<String> once = new HashSet<>();
    private long last = start;

    Told(PrintWriter out) {
        this.out = out;
    }

    synchronized void tell(String sentence) {
        last = System.nanoTime();
        out.println(String.format(Locale.ROOT, "  %5.1f s  %s", elapsed().toMillis() / 1000.0, sentence));
        out.flush();
    }

    /** Tells it where nothing was told under this key before. */
    synchronized void once(String key, String sentence) {
        if (once.add(key)) {
            tell(sentence);
        }
    }

    synchronized boolean isSilentFor(Duration time) {
        return System.nanoTime() - last > time.toNanos();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
