package eu.twintown.node.dataspace.usage;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.usage.UsageHour.Row;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts uses by agreement and hour. Noting one costs no I/O: it is added up in memory and written every second and when
 * the node stops, so a node that is killed loses what it noted within the last second. These are records, not limits:
 * limits are counted where requests are decided. Several nodes on one store add to the same hours.
 */
public final class Usage implements AutoCloseable {
    static final String KIND = "agreement-usage";

    private static final Logger LOG = LoggerFactory.getLogger(Usage.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int PAGE = 1_000;

    private final Documents documents;
    private final InstantSource clock;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("usage").factory());
    private final Object lock = new Object();
    private Map<Key, Map<Row, long[]>> noted = new LinkedHashMap<>();

    private record Key(String agreement, Side side, Instant hour) {
        String id() {
            return agreement + " " + side + " " + hour;
        }
    }

    public Usage(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /** Begins to write what is noted. */
    public void start() {
        schedule.scheduleWithFixedDelay(this::flush, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Notes a use. */
    public void note(Use use) {
        Key key = new Key(use.agreement(), use.side(), clock.instant().truncatedTo(ChronoUnit.HOURS));
        Row row = new Row(use.who(), use.kind(), use.purpose(), use.what(), 0, 0, 0);
        synchronized (lock) {
            long[] counts =
                    noted.computeIfAbsent(key, k -> new LinkedHashMap<>()).computeIfAbsent(row, r -> new long[3]);
            counts[0]++;
            counts[1] += use.entities();
            counts[2] += use.failed() ? 1 : 0;
        }
    }

    /** The hours of one agreement, or of all; the oldest first. */
    public List<UsageHour> list(Optional<String> agreement, Optional<Side> side) {
        flush();
        List<UsageHour> found = new ArrayList<>();
        List<Documents.Document> page;
        int offset = 0;
        do {
            page = documents.list(KIND, "", PAGE, offset);
            page.stream()
                    .filter(document -> agreement
                            .map(id -> document.id().startsWith(id + " "))
                            .orElse(true))
                    .map(document -> UsageHour.read(document.json()))
                    .filter(hour -> agreement.map(hour.agreement()::equals).orElse(true))
                    .filter(hour -> side.map(hour.side()::equals).orElse(true))
                    .forEach(found::add);
            offset += page.size();
        } while (page.size() == PAGE);
        return found;
    }

    private void flush() {
        Map<Key, Map<Row, long[]>> taken;
        synchronized (lock) {
            if (noted.isEmpty()) {
                return;
            }
            taken = noted;
            noted = new LinkedHashMap<>();
        }
        taken.forEach((key, rows) -> {
            try {
                write(key, rows);
            } catch (RuntimeException e) {
                LOG.warn("The uses under {} cannot be written: {}", key.agreement(), e.toString());
                putBack(key, rows);
            }
        });
    }

    private void write(Key key, Map<Row, long[]> counts) {
        List<Row> rows = new ArrayList<>();
        counts.forEach(
                (row, n) -> rows.add(new Row(row.who(), row.kind(), row.purpose(), row.what(), n[0], n[1], n[2])));
        while (true) {
            Optional<Documents.Document> stored = documents.get(KIND, "", key.id());
            UsageHour before = stored.map(document -> UsageHour.read(document.json()))
                    .orElseGet(() -> new UsageHour(key.agreement(), key.side(), key.hour(), List.of()));
            String after = before.plus(rows).json(true).toString();
            boolean written = stored.isPresent()
                    ? documents.replace(KIND, "", key.id(), stored.get().json(), after)
                    : documents.create(KIND, "", key.id(), after);
            if (written) {
                return;
            }
        }
    }

    private void putBack(Key key, Map<Row, long[]> rows) {
        synchronized (lock) {
            Map<Row, long[]> now = noted.computeIfAbsent(key, k -> new LinkedHashMap<>());
            rows.forEach((row, counts) -> {
                long[] sum = now.computeIfAbsent(row, r -> new long[3]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += counts[i];
                }
            });
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
        flush();
    }
}
