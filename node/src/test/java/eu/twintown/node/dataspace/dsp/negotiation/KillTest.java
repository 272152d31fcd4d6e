package eu.twintown.node.dataspace.dsp.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.dsp.DspNode;
import eu.twintown.node.dataspace.dsp.Policies;
import eu.twintown.store.Store;
import eu.twintown.store.StoreConfig;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A provider is killed (SIGKILL) again and again amid negotiations: what it has acknowledged is there, and all go on. */
@Tag("kill")
class KillTest {
    private static final String PROVIDER = "did:web:gent.example";
    private static final String DATASET = "urn:dataset:parkings";
    private static final int NEGOTIATIONS = 60;
    private static final int KILLS = 4;

    @Test
    void everyNegotiationComesToItsEndAndBothSidesHoldTheSameAgreements() throws Exception {
        StoreFixture data = StoreFixture.open();
        StoreConfig config = data.sameConfig();
        int port = DspNode.freePort();
        DspNode consumer = new DspNode("did:web:muenster.example").start();
        URI address = URI.create("http://127.0.0.1:" + port + "/dsp");
        Process child = child(config, port);
        try {
            List<String> begun = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                for (int i = 0; i < NEGOTIATIONS / KILLS; i++) {
                    begun.add(consumer.negotiations()
                            .request(PROVIDER, address, DATASET, Policies.open("urn:offer:1"), "local:anna")
                            .id());
                }
                await().atMost(Duration.ofSeconds(60)).until(() -> begun.stream()
                        .anyMatch(id ->
                                !consumer.negotiation(id).process().peerPid().isEmpty()));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(150)));
                child.destroyForcibly().waitFor();
                child = child(config, port);
            }
            await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(begun)
                    .allMatch(id -> consumer.negotiation(id).state() == NegotiationState.FINALIZED
                            && consumer.agreements().count() == begun.size()));
            bothHoldTheSame(consumer, new Agreements(data.store().documents(), InstantSource.system()));
        } finally {
            child.destroyForcibly().waitFor();
            consumer.close();
            data.close();
        }
    }

    private static void bothHoldTheSame(DspNode consumer, Agreements theirs) {
        List<Agreement> mine = consumer.agreements().list(1_000, 0);
        assertThat(mine).hasSize(NEGOTIATIONS);
        for (Agreement agreement : mine) {
            assertThat(agreement.state()).isEqualTo(AgreementState.IN_FORCE);
            assertThat(theirs.find(agreement.id())).hasValueSatisfying(other -> {
                assertThat(other.policy()).isEqualTo(agreement.policy());
                assertThat(other.state()).isEqualTo(AgreementState.IN_FORCE);
            });
        }
        assertThat(theirs.count()).isEqualTo(NEGOTIATIONS);
    }

    private static Process child(StoreConfig config, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Child.class.getName(),
                        config.jdbcUrl().orElseThrow(),
                        config.user().orElseThrow(),
                        config.password().orElseThrow(),
                        config.schema(),
                        String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The provider, in a JVM of its own. */
    static final class Child {
        private Child() {}

        public static void main(String[] words) throws InterruptedException {
            Store store = Store.open(new StoreConfig(
                    Optional.of(words[0]), Optional.of(words[1]), Optional.of(words[2]), words[3], Path.of("unused")));
            DspNode node = new DspNode(PROVIDER, store, store::close, Integer.parseInt(words[4]));
            // Nobody else works on this database; what the killed one had is taken over soon.
            node.delivery = node.delivery.withLease(Duration.ofSeconds(2));
            node.publish(DATASET, Policies.open("urn:offer:1"));
            node.start();
            Thread.currentThread().join();
        }
    }
}
