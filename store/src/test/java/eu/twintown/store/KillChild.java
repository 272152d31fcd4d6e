package eu.twintown.store;

import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Entities.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The program that {@link KillTest} kills. It prints what was acknowledged, each on a line, as soon as it knows. */
final class KillChild {
    private static final int WRITERS = 8;
    private static final int PIECE = 250;

    private KillChild() {}

    public static void main(String[] args) throws InterruptedException {
        Store store = Store.open(StoreConfig.embedded(Path.of(args[1])));
        say("open");
        if (args[0].equals("count")) {
            countUp(store.entities());
        } else {
            load(store.entities(), Integer.parseInt(args[2]));
        }
    }

    /** Each writer counts one entity up, for ever. */
    private static void countUp(Entities entities) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String id = TestEntities.id(i);
            threads.add(Thread.ofVirtual().start(() -> {
                entities.apply("", TestEntities.upsert(TestEntities.parking(id, 0, 7.6, 51.9)));
                for (int n = 1; ; n++) {
                    int value = n;
                    entities.apply(
                            "",
                            new Mutation(
                                    id,
                                    before -> EntityChange.update(
                                            before,
                                            TestEntities.fragment(id, TestEntities.FREE, TestEntities.number(value)),
                                            Instant.now())));
                    say("ack " + id + " " + value);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Creates entities 0 to count, those that exist already are left alone. */
    private static void load(Entities entities, int count) {
        for (int from = 0; from < count; from += PIECE) {
            List<Mutation> piece = new ArrayList<>();
            for (int i = from; i < from + PIECE; i++) {
                piece.add(TestEntities.create(TestEntities.parking(i, i)));
            }
            for (Outcome outcome : entities.applyAll("", piece)) {
                outcome.failure()
                        .filter(failure -> !(failure instanceof ProblemException))
                        .ifPresent(failure -> {
                            throw failure;
                        });
            }
            say("loaded " + (from + PIECE));
        }
        say("complete");
        Runtime.getRuntime().halt(0);
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
