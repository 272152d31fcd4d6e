package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.transfer.message.DataAddress;
import eu.twintown.store.Entities;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;

/** Changes of a dataset's entities, pushed to the consumer's inbox. */
class FeedTest {
    private static final String AGREEMENT = "urn:agreement:feed";
    private static final String TYPE = "urn:type:Parking";
    private static final String FREE = "urn:attr:free";
    private static final String SECRET = "urn:attr:secret";

    private final TransferNode provider = TransferNode.start("muenster", InstantSource.system());
    private final TransferNode consumer = TransferNode.start("ghent", InstantSource.system());

    @BeforeEach
    void agree() {
        TransferNode.agree(provider, consumer, AGREEMENT, TransferNode.DATASET);
        provider.view = entity -> {
            Map<String, List<Attribute>> seen = new LinkedHashMap<>(entity.attributes());
            seen.remove(SECRET);
            return Optional.of(new Entity(entity.id(), entity.types(), seen));
        };
    }

    @AfterEach
    void close() {
        consumer.close();
        provider.close();
    }

    private void put(String id, String type, String attribute, int value) {
        provider.store.entities().apply("", new Entities.Mutation(id, before -> {
            Map<String, List<Attribute>> attributes =
                    new LinkedHashMap<>(before.map(Entity::attributes).orElse(Map.of()));
            attributes.put(attribute, List.of(Attribute.of(AttributeKind.PROPERTY, IntNode.valueOf(value))));
            return new EntityChange(
                    Optional.of(new Entity(id, List.of(type), attributes)), Set.of(attribute), List.of());
        }));
    }

    private void delete(String id) {
        provider.store
                .entities()
                .apply(
                        "",
                        new Entities.Mutation(
                                id,
                                before -> new EntityChange(
                                        Optional.empty(),
                                        before.orElseThrow().attributes().keySet(),
                                        List.of())));
    }

    private void start() {
        consumer.parts.protocol().request(AGREEMENT, "NgsiLdNotification-PUSH", Optional.empty(), "steward");
        await().until(() -> consumer.state() == TransferState.STARTED);
    }

    /** The entities as the inbox has been told of them, by id; deleted ones are gone. */
    private Map<String, JsonNode> copy() {
        Map<String, JsonNode> copy = new TreeMap<>();
        consumer.inbox.forEach(delivery -> {
            for (JsonNode entity : JsonMapper.shared().readTree(delivery.body()).path("data")) {
                if (entity.has("deletedAt")) {
                    copy.remove(entity.path("id").asString());
                } else {
                    copy.put(entity.path("id").asString(), entity);
                }
            }
        });
        return copy;
    }

    private void assertCopy(String id, int free) {
        await().untilAsserted(() -> {
            assertThat(copy()).containsKey(id);
            assertThat(copy().get(id).path(FREE).path("value").asInt()).isEqualTo(free);
        });
    }

    @Test
    void firstEverythingComesAndThenTheChanges() {
        put("urn:p:1", TYPE, FREE, 1);
        put("urn:p:2", TYPE, FREE, 2);
        put("urn:x:1", "urn:type:Other", FREE, 3);
        start();
        await().untilAsserted(() -> assertThat(copy().keySet()).containsExactly("urn:p:1", "urn:p:2"));
        put("urn:p:1", TYPE, FREE, 11);
        put("urn:p:3", TYPE, FREE, 33);
        put("urn:x:2", "urn:type:Other", FREE, 4);
        assertCopy("urn:p:1", 11);
        assertCopy("urn:p:3", 33);
        delete("urn:p:2");
        await().untilAsserted(() -> assertThat(copy().keySet()).containsExactly("urn:p:1", "urn:p:3"));
        JsonNode notification =
                JsonMapper.shared().readTree(consumer.inbox.getFirst().body());
        assertThat(notification.path("type").asString()).isEqualTo("Notification");
        assertThat(notification.path("subscriptionId").asString())
                .endsWith(consumer.transfer().id());
        assertThat(notification.has("@context")).isTrue();
        assertThat(consumer.inbox.getFirst().contentType()).isEqualTo("application/ld+json");
    }

    @Test
    void whatTheAgreementHidesNeverLeavesAndItsChangesAreNotTold() {
        put("urn:p:1", TYPE, FREE, 1);
        put("urn:p:1", TYPE, SECRET, 1);
        start();
        assertCopy("urn:p:1", 1);
        int told = consumer.inbox.size();
        put("urn:p:1", TYPE, SECRET, 2);
        put("urn:p:2", TYPE, FREE, 2);
        assertCopy("urn:p:2", 2);
        assertThat(consumer.inbox).hasSize(told + 1);
        assertThat(consumer.inbox.toString() + copy()).doesNotContain("secret");
    }

    @Test
    void anEndpointThatFailsGetsItLaterAndOnlyOnce() {
        boolean[] broken = {true};
        consumer.parts.inbox(delivery -> {
            if (broken[0]) {
                throw new ProblemException(ProblemType.UNAVAILABLE, "Later");
            }
            consumer.inbox.add(delivery);
        });
        put("urn:p:1", TYPE, FREE, 1);
        start();
        put("urn:p:2", TYPE, FREE, 2);
        await().pollDelay(Duration.ofMillis(600)).until(() -> consumer.inbox.isEmpty());
        broken[0] = false;
        assertCopy("urn:p:1", 1);
        assertCopy("urn:p:2", 2);
    }

    @Test
    void withASuspensionItStopsAndWithTheResumptionTheCopyIsWholeAgain() {
        put("urn:p:1", TYPE, FREE, 1);
        start();
        assertCopy("urn:p:1", 1);
        provider.agreements.change(AGREEMENT, AgreementState.SUSPENDED, "steward", "");
        int told = consumer.inbox.size();
        IntStream.range(0, 20).forEach(i -> put("urn:p:1", TYPE, FREE, 100 + i));
        await().pollDelay(Duration.ofSeconds(1)).until(() -> consumer.inbox.size() == told);
        provider.agreements.change(AGREEMENT, AgreementState.IN_FORCE, "steward", "");
        assertCopy("urn:p:1", 119);
        provider.agreements.change(AGREEMENT, AgreementState.ENDED, "steward", "");
        int last = consumer.inbox.size();
        put("urn:p:1", TYPE, FREE, 500);
        await().pollDelay(Duration.ofSeconds(1)).until(() -> consumer.inbox.size() == last);
    }

    @Test
    void tokensOfTheInboxAreRenewedByTheProvider() {
        put("urn:p:1", TYPE, FREE, 1);
        start();
        assertCopy("urn:p:1", 1);
        String pid = provider.transfer().id();
        String first = provider.parts.tokens().current(pid).orElseThrow().token();
        provider.parts.tokens().refused(pid);
        put("urn:p:1", TYPE, FREE, 2);
        assertCopy("urn:p:1", 2);
        assertThat(provider.parts.tokens().current(pid).orElseThrow().token()).isNotEqualTo(first);
        assertThat(consumer.probe(first))
                .as("an inbox token opens nothing but the inbox")
                .isEqualTo(204);
        assertThat(consumer.probed.getLast().attribute("agreement")).isEmpty();
    }

    @Test
    void anotherEndpointWithItsOwnTokenCanBeNamed() {
        provider.contents.put(
                TransferNode.DATASET, new Content.Entities("", List.of(TYPE), List.of(), Optional.empty()));
        put("urn:p:1", TYPE, FREE, 1);
        DataAddress elsewhere = new DataAddress(
                DataAddress.HTTP, consumer.url() + "/elsewhere", Map.of(DataAddress.AUTHORIZATION, "own-secret"));
        consumer.parts.protocol().request(AGREEMENT, "NgsiLdNotification-PUSH", Optional.of(elsewhere), "steward");
        await().until(() -> consumer.elsewhere.contains("Bearer own-secret"));
    }
}
