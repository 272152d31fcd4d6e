package eu.twintown.node.dataspace.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.store.StoreFixture;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final String ID = "urn:uuid:1";

    private final StoreFixture store = StoreFixture.open();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:30:00Z"));
    private final InstantSource clock = now::get;
    private final Usage usage = new Usage(store.store().documents(), clock);

    @AfterEach
    void close() {
        usage.close();
        store.close();
    }

    private static Use use(String agreement, String who, int entities, boolean failed) {
        return new Use(agreement, Side.CONSUMER, who, "PERSON", "", "urn:t:Parking", entities, failed);
    }

    @Test
    void usesAreAddedUpByHourAndWho() {
        usage.note(use(ID, "eva", 3, false));
        usage.note(use(ID, "eva", 4, false));
        usage.note(use(ID, "jan", 1, true));
        now.set(Instant.parse("2026-11-22T13:00:00Z"));
        usage.note(use(ID, "eva", 5, false));
        usage.note(use("urn:uuid:2", "eva", 5, false));

        assertThat(usage.list(Optional.of(ID), Optional.empty()))
                .hasSize(2)
                .first()
                .satisfies(hour -> {
                    assertThat(hour.hour()).isEqualTo("2026-11-22T12:00:00Z");
                    assertThat(hour.requests()).isEqualTo(3);
                    assertThat(hour.rows()).hasSize(2);
                    assertThat(hour.rows().getFirst().entities()).isEqualTo(7);
                    assertThat(hour.rows().getLast().failed()).isEqualTo(1);
                });
        assertThat(usage.list(Optional.empty(), Optional.of(Side.CONSUMER))).hasSize(3);
        assertThat(usage.list(Optional.empty(), Optional.of(Side.PROVIDER))).isEmpty();
    }

    @Test
    void severalNodesOnOneStoreAddToTheSameHour() {
        try (Usage other = new Usage(store.store().documents(), clock)) {
            Thread[] threads = {
                Thread.startVirtualThread(() -> IntStream.range(0, 50).forEach(i -> {
                    usage.note(use(ID, "eva", 1, false));
                    usage.list(Optional.of(ID), Optional.empty());
                })),
                Thread.startVirtualThread(() -> IntStream.range(0, 50).forEach(i -> {
                    other.note(use(ID, "eva", 1, false));
                    other.list(Optional.of(ID), Optional.empty());
                }))
            };
            for (Thread thread : threads) {
                await().until(() -> !thread.isAlive());
            }
            assertThat(usage.list(Optional.of(ID), Optional.empty()))
                    .singleElement()
                    .satisfies(hour -> assertThat(hour.requests()).isEqualTo(100));
        }
    }

    @Test
    void whatIsNotedIsWrittenWithinASecondAndWhenTheNodeStops() {
        usage.start();
        usage.note(use(ID, "eva", 1, false));
        await().until(() -> store.store().documents().count(Usage.KIND, "") == 1);
        Usage stopping = new Usage(store.store().documents(), clock);
        stopping.note(use("urn:uuid:2", "eva", 1, false));
        stopping.close();
        assertThat(store.store().documents().count(Usage.KIND, "")).isEqualTo(2);
    }

    @Test
    void whatOthersAreToldNamesNobody() {
        usage.note(use(ID, "local:eva", 3, false));
        UsageHour hour = usage.list(Optional.of(ID), Optional.empty()).getFirst();
        assertThat(hour.json(true).toString()).contains("local:eva");
        assertThat(hour.json(false).toString()).doesNotContain("eva").contains("PERSON");
    }
}
