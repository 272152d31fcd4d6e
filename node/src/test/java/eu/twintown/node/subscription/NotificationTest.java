package eu.twintown.node.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.federation.TestNode;
import eu.twintown.node.federation.TestNode.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What subscribers are told, and when (ETSI GS CIM 009 V1.9.1, clauses 5.8.6, 5.3.1, 6.3.8). */
class NotificationTest {
    private static TestNode node;
    private static Receiver receiver;

    @BeforeAll
    static void start() {
        node = TestNode.start("n");
        receiver = new Receiver();
        subscribe("/marker", "\"entities\":[{\"type\":\"Marker\"}],", "", "");
    }

    @AfterAll
    static void stop() {
        node.close();
        receiver.close();
    }

    /** Subscribes; {@code members} and {@code notification} are further members, each with a comma at its end. */
    private static String subscribe(String path, String members, String notification, String endpoint) {
        Answer answer = node.post("/subscriptions", """
                {"type":"Subscription",%s
                 "notification":{%s"endpoint":{%s"uri":"%s"}}}""".formatted(members, notification, endpoint, receiver.url(path)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.header("Location").substring("/ngsi-ld/v1/subscriptions/".length());
    }

    private static Answer patch(String id, String attribute, Object value) {
        return node.call(
                "PATCH",
                "/entities/" + id + "/attrs",
                "{\"" + attribute + "\":{\"type\":\"Property\",\"value\":" + value + "}}");
    }

    /** Changes of one tenant are dispatched in order: when this has arrived, all before it has been matched. */
    private static void awaitMarker(String path) {
        String id = "urn:marker:" + path + System.nanoTime();
        node.create("Marker", id, "n", 1);
        await().until(() -> receiver.ids("/marker").contains(id));
    }

    @Test
    void tellsOfACreatedAndAChangedEntity() {
        String id = subscribe("/basic", "\"entities\":[{\"type\":\"Basic\"}],", "", "");
        node.create("Basic", "urn:b:1", "free", 5);
        await().until(() -> receiver.received("/basic").size() == 1);
        patch("urn:b:1", "free", 6);
        await().until(() -> receiver.received("/basic").size() == 2);

        Receiver.Received second = receiver.received("/basic").get(1);
        JsonNode body = second.body();
        assertThat(body.get("type").asString()).isEqualTo("Notification");
        assertThat(body.get("id").asString()).startsWith("urn:");
        assertThat(body.get("subscriptionId").asString()).isEqualTo(id);
        assertThat(body.get("notifiedAt").asString()).endsWith("Z");
        assertThat(body.get("data").get(0).get("free").get("value").asInt()).isEqualTo(6);
        assertThat(second.headers().getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(second.headers().getFirst("Link"))
                .contains("ngsi-ld-core-context", "rel=\"http://www.w3.org/ns/json-ld#context\"");
        await().untilAsserted(() -> {
            JsonNode shown = node.get("/subscriptions/" + id).json();
            assertThat(shown.get("status").asString()).isEqualTo("active");
            assertThat(shown.get("notification").get("status").asString()).isEqualTo("ok");
            assertThat(shown.get("notification").get("timesSent").asInt()).isEqualTo(2);
            assertThat(shown.get("notification").has("lastSuccess")).isTrue();
        });
    }

    @Test
    void onlyWatchedAttributesTrigger() {
        subscribe("/watched", "\"entities\":[{\"type\":\"Watched\"}],\"watchedAttributes\":[\"free\"],", "", "");
        node.create("Watched", "urn:w:1", "other", 1);
        patch("urn:w:1", "other", 2);
        node.post("/entities/urn:w:1/attrs", "{\"free\":{\"type\":\"Property\",\"value\":3}}");
        await().until(() -> receiver.received("/watched").size() == 1);
        awaitMarker("watched");
        assertThat(receiver.received("/watched")).hasSize(1);
    }

    @Test
    void writingTheSameAgainIsNoChange() {
        node.create("Same", "urn:same:1", "free", 1);
        subscribe("/same", "\"entities\":[{\"type\":\"Same\"}],", "", "");
        patch("urn:same:1", "free", 1);
        patch("urn:same:1", "free", 2);
        await().until(() -> receiver.received("/same").size() == 1);
        awaitMarker("same");
        assertThat(receiver.received("/same")).hasSize(1);
    }

    @Test
    void selectorsAndQueriesMustHold() {
        subscribe(
                "/filtered",
                "\"entities\":[{\"type\":\"Filtered\",\"idPattern\":\"^urn:f:\"}],\"q\":\"free>10\","
                        + "\"geoQ\":{\"georel\":\"near;maxDistance==500\",\"geometry\":\"Point\",\"coordinates\":[7.6,51.9]},"
                        + "\"scopeQ\":\"/city/#\",",
                "",
                "");
        String template = """
                {"id":"%s","type":"Filtered","scope":"%s","free":{"type":"Property","value":%d},
                 "location":{"type":"GeoProperty","value":{"type":"Point","coordinates":[%s,51.9]}}}""";
        node.post("/entities", template.formatted("urn:g:1", "/city/a", 20, "7.6"));
        node.post("/entities", template.formatted("urn:f:1", "/city/a", 5, "7.6"));
        node.post("/entities", template.formatted("urn:f:2", "/city/a", 20, "8.6"));
        node.post("/entities", template.formatted("urn:f:3", "/land/a", 20, "7.6"));
        node.post("/entities", template.formatted("urn:f:4", "/city/a", 20, "7.6"));
        awaitMarker("filtered");
        await().until(() -> receiver.ids("/filtered").equals(List.of("urn:f:4")));
    }

    @Test
    void deletionsAreToldWhereAskedFor() {
        subscribe(
                "/deleted",
                "\"entities\":[{\"type\":\"Del\",\"id\":\"urn:del:1\"}],"
                        + "\"notificationTrigger\":[\"entityDeleted\",\"attributeDeleted\"],",
                "",
                "");
        node.create("Del", "urn:del:1", "a", 1, "b", 2);
        node.create("Del", "urn:del:2", "a", 1);
        node.call("DELETE", "/entities/urn:del:1/attrs/a", "");
        node.call("DELETE", "/entities/urn:del:2", "");
        node.call("DELETE", "/entities/urn:del:1", "");
        await().until(() -> receiver.received("/deleted").size() == 2);
        JsonNode attribute =
                receiver.received("/deleted").get(0).body().get("data").get(0);
        assertThat(attribute.get("a").asString()).isEqualTo("urn:ngsi-ld:null");
        assertThat(attribute.get("b").get("value").asInt()).isEqualTo(2);
        JsonNode entity =
                receiver.received("/deleted").get(1).body().get("data").get(0);
        assertThat(entity.get("id").asString()).isEqualTo("urn:del:1");
        assertThat(entity.has("deletedAt")).isTrue();
        assertThat(entity.has("b")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keyValues|application/json|5",
                "simplified|application/json|5",
                "concise|application/json|5",
                "normalized|application/ld+json|{\"type\":\"Property\",\"value\":5}",
            })
    void formatsAndMediaTypes(String format, String accept, String expected) {
        String path = "/" + format;
        String type = "Form" + format;
        subscribe(
                path,
                "\"entities\":[{\"type\":\"" + type + "\"}],",
                "\"format\":\"" + format + "\",\"attributes\":[\"free\"],",
                "\"accept\":\"" + accept + "\",\"receiverInfo\":[{\"key\":\"Authorization\",\"value\":\"Bearer t\"}],");
        node.create(type, "urn:form:" + format, "free", 5, "more", 1);
        await().until(() -> receiver.received(path).size() == 1);
        Receiver.Received one = receiver.received(path).getFirst();
        JsonNode entity = one.body().get("data").get(0);
        assertThat(entity.get("free").toString()).isEqualTo(expected);
        assertThat(entity.has("more")).isFalse();
        assertThat(entity.get("type").asString()).isEqualTo(type);
        assertThat(one.headers().getFirst("Content-Type")).isEqualTo(accept);
        assertThat(one.headers().getFirst("Authorization")).isEqualTo("Bearer t");
        assertThat(one.body().has("@context")).isEqualTo(accept.contains("ld+json"));
    }

    @Test
    void geoJsonComesAsAFeatureCollection() {
        subscribe("/geo", "\"entities\":[{\"type\":\"Geo\"}],", "", "\"accept\":\"application/geo+json\",");
        node.post("/entities", """
                {"id":"urn:geo:1","type":"Geo",
                 "location":{"type":"GeoProperty","value":{"type":"Point","coordinates":[7.6,51.9]}}}""");
        await().until(() -> receiver.received("/geo").size() == 1);
        JsonNode data = receiver.received("/geo").getFirst().body().get("data");
        assertThat(data.get("type").asString()).isEqualTo("FeatureCollection");
        assertThat(data.get("features").get(0).get("geometry").get("type").asString())
                .isEqualTo("Point");
    }

    @Test
    void namesAreInTheSubscribersContext() {
        Answer answer = node.call(
                "POST",
                "/subscriptions",
                """
                {"@context":{"Haus":"https://example.org/House","frei":"https://example.org/free"},
                 "type":"Subscription","entities":[{"type":"Haus"}],"watchedAttributes":["frei"],"q":"frei>1",
                 "notification":{"endpoint":{"uri":"%s","accept":"application/ld+json"}}}""".formatted(receiver.url("/context")),
                "Content-Type",
                "application/ld+json");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        node.call("POST", "/entities", """
                {"@context":{"House":"https://example.org/House","free":"https://example.org/free"},
                 "id":"urn:house:1","type":"House","free":{"type":"Property","value":2}}""", "Content-Type", "application/ld+json");
        await().until(() -> receiver.received("/context").size() == 1);
        JsonNode entity =
                receiver.received("/context").getFirst().body().get("data").get(0);
        assertThat(entity.get("type").asString()).isEqualTo("Haus");
        assertThat(entity.get("frei").get("value").asInt()).isEqualTo(2);
        JsonNode shown = node.get(answer.header("Location")).json();
        assertThat(shown.get("watchedAttributes").get(0).asString()).isEqualTo("https://example.org/free");
    }

    @Test
    void tenantsAreKeptApart() {
        Answer answer = node.post("/subscriptions", """
                {"type":"Subscription","entities":[{"type":"Tenanted"}],"notification":{"endpoint":{"uri":"%s"}}}""".formatted(receiver.url("/tenant")), "NGSILD-Tenant", "city");
        assertThat(answer.status()).isEqualTo(201);
        node.create("Tenanted", "urn:t:default");
        node.post("/entities", "{\"id\":\"urn:t:city\",\"type\":\"Tenanted\"}", "NGSILD-Tenant", "city");
        node.post("/entities/urn:t:city/attrs", "{\"a\":{\"type\":\"Property\",\"value\":3}}", "NGSILD-Tenant", "city");
        await().until(() -> receiver.received("/tenant").size() == 1);
        assertThat(receiver.ids("/tenant")).containsExactly("urn:t:city");
        assertThat(receiver.received("/tenant").getFirst().headers().getFirst("NGSILD-Tenant"))
                .isEqualTo("city");
        assertThat(node.get(answer.header("Location")).status()).isEqualTo(404);
    }

    @Test
    void pausedAndExpiredSubscriptionsAreSilent() {
        String id = subscribe("/paused", "\"entities\":[{\"type\":\"Paused\"}],\"isActive\":false,", "", "");
        assertThat(node.get("/subscriptions/" + id).json().get("status").asString())
                .isEqualTo("paused");
        node.create("Paused", "urn:paused:1", "a", 1);
        awaitMarker("paused");
        assertThat(node.call("PATCH", "/subscriptions/" + id, "{\"isActive\":true}")
                        .status())
                .isEqualTo(204);
        node.create("Paused", "urn:paused:2", "a", 1);
        await().until(() -> !receiver.ids("/paused").isEmpty());
        assertThat(receiver.ids("/paused")).containsExactly("urn:paused:2");
        String end = java.time.Instant.now().plusMillis(200).toString();
        node.call("PATCH", "/subscriptions/" + id, "{\"expiresAt\":\"" + end + "\"}");
        await().until(() ->
                node.get("/subscriptions/" + id).json().get("status").asString().equals("expired"));
        node.create("Paused", "urn:paused:3", "a", 1);
        awaitMarker("expired");
        assertThat(receiver.ids("/paused")).containsExactly("urn:paused:2");
    }

    @Test
    void throttledSubscribersGetTheLatestStateOnceTheTimeIsOver() {
        subscribe(
                "/throttled", "\"entities\":[{\"type\":\"Thr\"}],\"throttling\":0.7,", "\"format\":\"keyValues\",", "");
        node.create("Thr", "urn:thr:1", "n", 0);
        await().until(() -> receiver.received("/throttled").size() == 1);
        long first = System.nanoTime();
        IntStream.rangeClosed(1, 5).forEach(i -> patch("urn:thr:1", "n", i));
        await().until(() -> receiver.received("/throttled").size() == 2);
        assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofMillis(600));
        assertThat(receiver.received("/throttled")
                        .get(1)
                        .body()
                        .get("data")
                        .get(0)
                        .get("n")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void oneBadEndpointHoldsUpNobody() {
        CountDownLatch never = new CountDownLatch(1);
        receiver.answer(one -> {
            if (one.path().equals("/hanging")) {
                waitFor(never);
            }
            return 200;
        });
        subscribe("/hanging", "\"entities\":[{\"type\":\"Many\"}],", "", "");
        subscribe("/swift", "\"entities\":[{\"type\":\"Many\"}],", "", "");
        long start = System.nanoTime();
        IntStream.range(0, 100).forEach(i -> node.create("Many", "urn:many:" + i, "n", i));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> receiver.ids("/swift").size() == 100);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(receiver.ids("/hanging")).isEmpty();
        never.countDown();
        receiver.answer(one -> 200);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> receiver.ids("/hanging").stream().distinct().count() == 100);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anEndpointThatWasDownGetsEverythingInOrder() {
        receiver.answer(one -> one.path().equals("/down") ? 503 : 200);
        String id = subscribe("/down", "\"entities\":[{\"type\":\"Down\"}],", "", "");
        IntStream.range(0, 1_200).forEach(i -> node.create("Down", "urn:down:%04d".formatted(i), "n", i));
        await().untilAsserted(() -> {
            JsonNode notification = node.get("/subscriptions/" + id).json().get("notification");
            assertThat(notification.path("status").asString("")).isEqualTo("failed");
            assertThat(notification.get("timesFailed").asInt()).isPositive();
        });
        receiver.answer(one -> 200);
        await().atMost(Duration.ofSeconds(40)).until(() -> receiver.ids("/down").size() >= 1_200);
        assertThat(receiver.ids("/down").stream().distinct().toList())
                .hasSize(1_200)
                .isSorted();
        node.create("Down", "urn:down:after", "n", 1);
        await().until(() -> receiver.ids("/down").getLast().equals("urn:down:after"));
        await().untilAsserted(() -> assertThat(node.get("/subscriptions/" + id)
                        .json()
                        .get("notification")
                        .get("status")
                        .asString())
                .isEqualTo("ok"));
    }

    @Test
    void anEndpointThatRefusesIsNotAskedAgainForTheSameChange() {
        receiver.answer(one -> one.path().equals("/refusing") && one.ids().contains("urn:ref:1") ? 400 : 200);
        String id = subscribe("/refusing", "\"entities\":[{\"type\":\"Ref\"}],", "", "");
        node.create("Ref", "urn:ref:1", "n", 1);
        node.create("Ref", "urn:ref:2", "n", 1);
        await().until(() -> receiver.ids("/refusing").equals(List.of("urn:ref:2")));
        assertThat(node.get("/subscriptions/" + id)
                        .json()
                        .get("notification")
                        .get("timesFailed")
                        .asInt())
                .isEqualTo(1);
        receiver.answer(one -> 200);
    }
}
