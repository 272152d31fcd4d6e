package eu.twintown.node.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.federation.TestNode;
import eu.twintown.node.federation.TestNode.Answer;
import eu.twintown.store.StoreFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions come and go on a node that has its database for itself: without any, nothing is kept for them. */
class FirstSubscriptionTest {
    private StoreFixture fixture;
    private TestNode node;
    private Receiver receiver;

    @BeforeEach
    void start() {
        fixture = StoreFixture.openAlone();
        node = TestNode.start("f", fixture.store(), 0);
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        node.close();
        receiver.close();
        fixture.close();
    }

    @Test
    void whatHappensAfterTheFirstSubscriptionIsToldAndNothingFromBefore() {
        for (int round = 1; round <= 3; round++) {
            awaitNoReader();
            String path = "/round" + round;
            node.create("Car", "urn:before:" + round, "n", 1);
            String subscription = subscribe(path);
            node.create("Car", "urn:after:" + round, "n", 1);

            await().until(() -> !receiver.received(path).isEmpty());

            assertThat(receiver.ids(path)).containsExactly("urn:after:" + round);
            assertThat(node.call("DELETE", "/subscriptions/" + subscription, "").status())
                    .isEqualTo(204);
        }
    }

    @Test
    void aSubscriptionThatIsRefusedLeavesNoReader() {
        awaitNoReader();
        assertThat(node.post("/subscriptions", "{\"type\":\"Subscription\"}").status())
                .isEqualTo(400);
        awaitNoReader();
    }

    private String subscribe(String path) {
        Answer answer = node.post("/subscriptions", """
                {"type":"Subscription","entities":[{"type":"Car"}],
                 "notification":{"endpoint":{"uri":"%s"}}}""".formatted(receiver.url(path)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.header("Location").substring("/ngsi-ld/v1/subscriptions/".length());
    }

    private void awaitNoReader() {
        await().until(() -> readers() == 0);
    }

    private int readers() throws SQLException {
        try (Connection connection = fixture.connect();
                ResultSet rows = connection.createStatement().executeQuery("select count(*) from outbox_reader")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
