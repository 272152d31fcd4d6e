package eu.twintown.node.dataspace.dsp.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.dsp.DspNode;
import eu.twintown.node.dataspace.dsp.Policies;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Two processes of one node on one database. */
class SharedDatabaseTest {
    private static final String DATASET = "urn:dataset:parkings";
    private static final int NEGOTIATIONS = 30;

    @Test
    void eachMessageIsSentByOneOfThem() {
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        UnaryOperator<Courier> noting = courier -> (participant, request) -> {
            if (request.body().length > 0) {
                sent.add(JsonMapper.shared()
                        .readTree(new String(request.body(), StandardCharsets.UTF_8))
                        .path("@id")
                        .asString());
            }
            return courier.send(participant, request);
        };
        StoreFixture data = StoreFixture.open();
        Store second = Store.open(data.sameConfig());
        DspNode one = new DspNode("did:web:muenster.example", data.store(), data::close, DspNode.freePort());
        DspNode other = new DspNode("did:web:muenster.example", second, second::close, DspNode.freePort());
        DspNode provider = new DspNode("did:web:gent.example");
        one.line = noting;
        other.line = noting;
        provider.publish(DATASET, Policies.open("urn:offer:1"));
        one.start();
        other.start();
        provider.start();
        try {
            List<String> begun = new ArrayList<>();
            for (int i = 0; i < NEGOTIATIONS; i++) {
                DspNode asking = i % 2 == 0 ? one : other;
                begun.add(asking.negotiations()
                        .request(provider.id, provider.base(), DATASET, Policies.open("urn:offer:1"), "local:anna")
                        .id());
            }
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(begun)
                    .allMatch(id -> one.negotiation(id).state() == NegotiationState.FINALIZED));
            // A request and a verification each.
            assertThat(sent).hasSize(2 * NEGOTIATIONS).doesNotHaveDuplicates();
        } finally {
            provider.close();
            other.close();
            one.close();
        }
    }
}
