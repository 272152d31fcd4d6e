package eu.twintown.node.access.enforce.quota;

import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that uses an agreement until its limit is met, by several threads. It prints each use, and
 * begins when it is told to.
 */
final class CountingChild {
    private static final int THREADS = 4;

    private CountingChild() {}

    /** JDBC URL, user, password, schema, name of the counter, limit, uses after which it waits to be killed (0 = never). */
    public static void main(String[] args) throws InterruptedException, IOException {
        long limit = Long.parseLong(args[5]);
        int hang = Integer.parseInt(args[6]);
        try (Store store = Store.open(new StoreConfig(
                Optional.of(args[0]), Optional.of(args[1]), Optional.of(args[2]), args[3], Path.of(".")))) {
            say("ready");
            System.in.read();
            try (Counter counter = new Counter(store.quotas(), args[4], 0)) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    threads.add(Thread.ofPlatform().start(() -> use(counter, limit, hang)));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }
        say("end");
    }

    private static void use(Counter counter, long limit, int hang) {
        for (int used = 0; ; used++) {
            Counter.Use use = counter.take(limit, Instant.now());
            if (use.number() > limit) {
                return;
            }
            say("used " + use.number());
            if (hang > 0 && used == hang) {
                say("hanging");
                LockSupport.parkNanos(Long.MAX_VALUE);
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
