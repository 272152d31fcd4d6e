package eu.twintown.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.federation.TestNode.Answer;
import eu.twintown.node.http.RawServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three nodes on real ports, and sources that misbehave (ETSI GS CIM 009 V1.9.1, clauses 4.3.6, 5.7, 6.3.17, 6.3.18). */
class FederatedQueryTest {
    private static TestNode a;
    private static TestNode b;
    private static TestNode c;
    private final List<String> registered = new ArrayList<>();

    @BeforeAll
    static void start() {
        a = TestNode.start(
                new FederationSettings("a", Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(10)));
        b = TestNode.start("b");
        c = TestNode.start("c");
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        c.close();
    }

    private void register(String endpoint, String type, String more) {
        registered.add(a.register(endpoint, type, more));
    }

    @AfterEach
    void unregister() {
        registered.forEach(id -> a.call("DELETE", "/csourceRegistrations/" + id, ""));
    }

    @Test
    void oneQueryReturnsEntitiesOfAllSourcesAndTellsWhichGaveWhat() {
        a.create("Parking", "urn:p:a1", "free", 1);
        b.create("Parking", "urn:p:b1", "free", 2);
        c.create("Parking", "urn:p:c1", "free", 3);
        register(b.url(), "Parking", "");
        register(c.url() + "/ngsi-ld/v1/", "Parking", "");

        Answer answer = a.get("/entities?type=Parking&count=true");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.ids()).containsExactly("urn:p:a1", "urn:p:b1", "urn:p:c1");
        assertThat(answer.header("NGSILD-Results-Count")).isEqualTo("3");
        assertThat(answer.warnings()).isEmpty();
        Answer map = a.get("/entityMaps/" + answer.header("NGSILD-EntityMap"));
        assertThat(map.json().get("type").asString()).isEqualTo("EntityMap");
        assertThat(map.json().get("entityMap").get("urn:p:a1").get(0).asString())
                .isEqualTo("@none");
        assertThat(map.json().get("entityMap").get("urn:p:b1").get(0).asString())
                .isEqualTo(registered.get(0));
        assertThat(map.json().get("entityMap").get("urn:p:c1").get(0).asString())
                .isEqualTo(registered.get(1));
        assertThat(a.get("/entities?type=Parking&local=true").ids()).containsExactly("urn:p:a1");
    }

    @Test
    void filtersReachTheSources() {
        b.create("Filtered", "urn:f:1", "free", 5);
        b.create("Filtered", "urn:f:2", "free", 50);
        register(b.url(), "Filtered", "");

        assertThat(a.get("/entities?type=Filtered&q=free%3E10").ids()).containsExactly("urn:f:2");
        assertThat(a.get("/entities?type=Filtered&id=urn:f:1").ids()).containsExactly("urn:f:1");
        assertThat(a.get("/entities?type=Filtered&idPattern=2$").ids()).containsExactly("urn:f:2");
        assertThat(a.get("/entities?type=Filtered&attrs=other").ids()).isEmpty();
        assertThat(a.get("/entities?type=Filtered&options=keyValues&pick=free")
                        .json()
                        .get(0)
                        .get("free")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void retrievesFromWhereTheEntityIs() {
        b.create("Lonely", "urn:l:1", "x", 1);
        register(b.url(), "Lonely", "");

        assertThat(a.get("/entities/urn:l:1").json().get("x").get("value").asInt())
                .isEqualTo(1);
        assertThat(a.get("/entities/urn:l:none").status()).isEqualTo(404);
    }

    @Test
    void mergesOneEntityFromTwoSourcesByTheMostRecentObservation() {
        String template = """
                {"id":"urn:s:1","type":"%s","speed":{"type":"Property","value":%d,"observedAt":"%s"},
                 "%s":{"type":"Property","value":true}}""";
        a.post("/entities", template.formatted("Shared", 10, "2026-01-01T10:00:00Z", "onlyA"));
        b.post("/entities", template.formatted("Shared", 20, "2026-01-01T11:00:00Z", "onlyB"));
        register(b.url(), "Shared", "");

        for (String path : List.of("/entities/urn:s:1", "/entities?type=Shared")) {
            Answer answer = a.get(path);
            var entity = path.contains("?") ? answer.json().get(0) : answer.json();
            assertThat(entity.get("speed").get("value").asInt()).as(path).isEqualTo(20);
            assertThat(entity.has("onlyA") && entity.has("onlyB")).as(path).isTrue();
        }
        Answer answer = a.get("/entities?type=Shared&count=true");
        assertThat(answer.header("NGSILD-Results-Count")).isEqualTo("1");
        assertThat(a.get("/entityMaps/" + answer.header("NGSILD-EntityMap"))
                        .json()
                        .get("entityMap")
                        .get("urn:s:1")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void anAuxiliarySourceOnlyAdds() {
        a.create("Aided", "urn:x:1", "mine", 1);
        b.create("Aided", "urn:x:1", "mine", 2, "extra", 3);
        register(b.url(), "Aided", ",\"mode\":\"auxiliary\",\"operations\":[\"retrieveOps\"]");

        Answer answer = a.get("/entities?type=Aided&options=keyValues");
        assertThat(answer.json().get(0).get("mine").asInt()).isEqualTo(1);
        assertThat(answer.json().get(0).get("extra").asInt()).isEqualTo(3);
    }

    @Test
    void asksNoMoreThanTheRegistrationAdmits() {
        try (RawServer source = new RawServer(RawServer.fixed("200 OK\r\nContent-Type: application/json", "[]"))) {
            registered.add(last(a.post("/csourceRegistrations", """
                    {"type":"ContextSourceRegistration","endpoint":"%s","tenant":"city","contextSourceAlias":"s",
                     "contextSourceInfo":[{"key":"X-Api-Key","value":"k"}],"management":{"localOnly":true},
                     "information":[{"entities":[{"type":"Bus","idPattern":"^urn:bus"}],"propertyNames":["line"]}]}
                    """.formatted(source.uri("")))));

            a.get("/entities?type=Bus,Tram&attrs=line,stop", "Via", "1.1 other");
            a.get("/entities?type=Tram");
            a.get("/entities?type=Bus&attrs=stop");
            a.get("/entities?type=Bus", "Via", "1.1 s");

            assertThat(source.requests()).hasSize(1);
            String line = source.requests().getFirst().getFirst();
            assertThat(line)
                    .contains("type=https%3A%2F%2Furi.etsi.org%2Fngsi-ld%2Fdefault-context%2FBus&".replace("%3A", ":"))
                    .contains("attrs=https:%2F%2Furi.etsi.org%2Fngsi-ld%2Fdefault-context%2Fline&")
                    .contains("idPattern=%5Eurn:bus", "local=true", "options=sysAttrs");
            assertThat(source.requests().getFirst())
                    .contains("Via: 1.1 other, 1.1 a", "NGSILD-Tenant: city", "X-Api-Key: k");
        }
    }

    private static String last(Answer created) {
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.header("Location").substring(created.header("Location").lastIndexOf('/') + 1);
    }

    @Test
    void aLoopEndsWithEverythingFoundOnce() {
        a.create("Looped", "urn:loop:a");
        b.create("Looped", "urn:loop:b");
        register(b.url(), "Looped", "");
        String back = b.register(a.url(), "Looped", "");
        try {
            Answer answer = a.get("/entities?type=Looped");
            assertThat(answer.ids()).containsExactly("urn:loop:a", "urn:loop:b");
            assertThat(answer.warnings()).isEmpty();
            assertThat(b.get("/entities?type=Looped").ids()).containsExactly("urn:loop:b", "urn:loop:a");
            assertThat(a.get("/entities/urn:loop:b").status()).isEqualTo(200);
        } finally {
            b.call("DELETE", "/csourceRegistrations/" + back, "");
        }
    }

    @Test
    void aSourceThatIsDownIsNamedAndTheOthersAnswer() {
        a.create("Downed", "urn:d:a");
        b.create("Downed", "urn:d:b");
        RawServer gone = new RawServer(RawServer.fixed("200 OK", "[]"));
        gone.close();
        register(gone.uri("").toString(), "Downed", ",\"registrationName\":\"Nowhere\"");
        register(b.url(), "Downed", "");

        Answer answer = a.get("/entities?type=Downed");

        assertThat(answer.ids()).containsExactly("urn:d:a", "urn:d:b");
        assertThat(answer.warnings())
                .singleElement()
                .asString()
                .startsWith("199 ")
                .contains("Nowhere", registered.get(0));
        Answer one = a.get("/entities/urn:d:missing?type=Downed");
        assertThat(one.status()).isEqualTo(404);
        assertThat(one.warnings()).hasSize(1);
        PeerState state = a.federation().peers().list("").stream()
                .filter(peer -> peer.name().equals("Nowhere"))
                .findFirst()
                .orElseThrow();
        assertThat(state.state()).isEqualTo("down");
        assertThat(state.error()).isPresent();
        assertThat(a.get("/csourceRegistrations/" + registered.get(0))
                        .json()
                        .get("status")
                        .asString())
                .isEqualTo("failed");
    }

    @Test
    void aSlowSourceIsNamedWithinTheTimeLimit() {
        a.create("Slow", "urn:slow:a");
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer slow = new RawServer((request, out) -> never.await(20, TimeUnit.SECONDS))) {
            register(slow.uri("").toString(), "Slow", "");
            long start = System.nanoTime();
            Answer answer = a.get("/entities?type=Slow");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(answer.ids()).containsExactly("urn:slow:a");
            assertThat(answer.warnings()).singleElement().asString().startsWith("199 ");
        } finally {
            never.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "200 OK|<html>Welcome</html>|111",
                "200 OK|[{\"id\":\"urn:r:1\",\"type\":\"Rubbish\"|111",
                "200 OK|\"hello\"|111",
                "200 OK|[{\"id\":\"urn:r:1\",\"type\":\"Rubbish\",\"free\":7}, {\"no\":\"id\"}]|111",
                "200 OK|[{\"id\":\"urn:r:1\",\"type\":\"SomethingElse\"}]|111",
                "500 Oops|{}|299",
                "403 No|{}|299",
                "508 Loop|{}|199",
            })
    void rubbishIsNamedAndNotTaken(String head, String body, String code) {
        a.create("Rubbish", "urn:rubbish:" + Math.abs((head + body).hashCode()));
        try (RawServer rubbish = new RawServer(RawServer.fixed(head + "\r\nContent-Type: application/json", body))) {
            register(rubbish.uri("").toString(), "Rubbish", "");
            Answer answer = a.get("/entities?type=Rubbish&limit=100");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.ids()).isNotEmpty().allMatch(id -> id.startsWith("urn:rubbish:") || code.equals("111"));
            assertThat(answer.body()).doesNotContain("SomethingElse");
            assertThat(answer.warnings()).singleElement().asString().startsWith(code + " ");
        }
    }

    @Test
    void relaysTheWarningsOfSourcesBehindASource() {
        b.create("Chained", "urn:ch:b");
        String broken = b.register("http://127.0.0.1:1", "Chained", ",\"registrationName\":\"Far away\"");
        register(b.url(), "Chained", "");
        try {
            Answer answer = a.get("/entities?type=Chained");
            assertThat(answer.ids()).containsExactly("urn:ch:b");
            assertThat(answer.warnings()).singleElement().asString().contains("Far away");
        } finally {
            b.call("DELETE", "/csourceRegistrations/" + broken, "");
        }
    }

    @Test
    void pagesOverAllSourcesAreConsistentWhileDataChange() {
        IntStream.range(0, 25).forEach(i -> a.create("Paged", "urn:page:a%02d".formatted(i)));
        IntStream.range(0, 25).forEach(i -> b.create("Paged", "urn:page:b%02d".formatted(i)));
        register(b.url(), "Paged", "");
        List<String> seen = new ArrayList<>();

        Answer page = a.get("/entities?type=Paged&limit=10");
        seen.addAll(page.ids());
        a.call("DELETE", "/entities/urn:page:a15", "");
        b.call("DELETE", "/entities/urn:page:b03", "");
        a.create("Paged", "urn:page:a00x");
        int pages = 1;
        while (!page.link("next").isEmpty()) {
            page = a.get(page.link("next"));
            seen.addAll(page.ids());
            pages++;
            if (pages == 3) {
                b.call("DELETE", "/entities/urn:page:b00", "");
                b.create("Paged", "urn:page:b00x");
            }
        }

        assertThat(seen).doesNotHaveDuplicates();
        List<String> stayed = new ArrayList<>();
        IntStream.range(0, 25).forEach(i -> stayed.add("urn:page:a%02d".formatted(i)));
        IntStream.range(0, 25).forEach(i -> stayed.add("urn:page:b%02d".formatted(i)));
        stayed.removeAll(List.of("urn:page:a15", "urn:page:b03", "urn:page:b00"));
        assertThat(seen).containsAll(stayed).doesNotContain("urn:page:a15", "urn:page:b03", "urn:page:b00x");
        assertThat(pages).isEqualTo(5);
        assertThat(page.link("prev")).isNotEmpty();
    }

    @Test
    void countsAreTheSizeOfTheMapAlsoWithoutAPage() {
        IntStream.range(0, 5).forEach(i -> a.create("Counted", "urn:count:" + i));
        IntStream.range(3, 9).forEach(i -> b.create("Counted", "urn:count:" + i));
        register(b.url(), "Counted", "");

        assertThat(a.get("/entities?type=Counted&limit=0&count=true").header("NGSILD-Results-Count"))
                .isEqualTo("9");
        assertThat(a.get("/entities?type=Counted&limit=2&offset=7&count=true").ids())
                .hasSize(2);
    }

    @Test
    void aMapBelongsToItsQuery() {
        b.create("Mapped", "urn:m:1");
        register(b.url(), "Mapped", "");
        String map = a.get("/entities?type=Mapped").header("NGSILD-EntityMap");

        assertThat(a.get("/entities?type=Other", "NGSILD-EntityMap", map).status())
                .isEqualTo(400);
        assertThat(a.get("/entities?type=Mapped", "NGSILD-EntityMap", map).header("NGSILD-EntityMap"))
                .isEqualTo(map);
        assertThat(a.get("/entities?type=Mapped", "NGSILD-EntityMap", "urn:gone")
                        .header("NGSILD-EntityMap"))
                .isNotEqualTo("urn:gone")
                .isNotEmpty();
        assertThat(a.call("PATCH", "/entityMaps/" + map, "{\"expiresAt\":\"2000-01-01T00:00:00Z\"}")
                        .status())
                .isEqualTo(204);
        assertThat(a.get("/entityMaps/" + map).status()).isEqualTo(404);
    }

    @Test
    void aMapCanBeDeleted() {
        b.create("Deleted", "urn:del:1");
        register(b.url(), "Deleted", "");
        String map = a.get("/entities?type=Deleted").header("NGSILD-EntityMap");
        assertThat(a.call("DELETE", "/entityMaps/" + map, "").status()).isEqualTo(204);
        assertThat(a.get("/entityMaps/" + map).status()).isEqualTo(404);
        assertThat(a.get("/entityMaps/nothing").status()).isEqualTo(400);
    }

    @Test
    void aSourceThatFailsLaterIsNamedOnThatPageAndItsEntitiesComeBack() {
        IntStream.range(0, 3).forEach(i -> a.create("Flaky", "urn:flaky:a" + i));
        List<String> mode = new java.util.concurrent.CopyOnWriteArrayList<>(List.of("ok"));
        String entities = "[{\"id\":\"urn:flaky:s1\",\"type\":\"Flaky\"},{\"id\":\"urn:flaky:s2\",\"type\":\"Flaky\"}]";
        RawServer.Handler handler = (request, out) -> RawServer.fixed(
                        mode.getFirst().equals("ok") ? "200 OK\r\nContent-Type: application/json" : "503 Busy",
                        entities)
                .answer(request, out);
        try (RawServer flaky = new RawServer(handler)) {
            register(flaky.uri("").toString(), "Flaky", "");
            Answer first = a.get("/entities?type=Flaky&limit=3");
            mode.set(0, "down");
            Answer second = a.get(first.link("next"));
            assertThat(second.ids()).isEmpty();
            assertThat(second.warnings()).anyMatch(warning -> warning.startsWith("299 "));
            mode.set(0, "ok");
            assertThat(a.get(first.link("next")).ids()).containsExactly("urn:flaky:s1", "urn:flaky:s2");
        }
    }

    @Test
    void aGeoQuerySkipsSourcesThatLieElsewhere() {
        try (RawServer source = new RawServer(RawServer.fixed("200 OK\r\nContent-Type: application/json", "[]"))) {
            register(source.uri("").toString(), "Placed", """
                    ,"location":{"type":"Polygon","coordinates":[[[3.6,51.0],[3.8,51.0],[3.8,51.1],[3.6,51.1],[3.6,51.0]]]}
                    """);
            String near = "/entities?type=Placed&georel=near;maxDistance==1000&geometry=Point&coordinates=";
            a.get(near + "%5B7.62,51.96%5D");
            assertThat(source.requests()).isEmpty();
            a.get(near + "%5B3.72,51.05%5D");
            assertThat(source.requests()).hasSize(1);
            assertThat(source.requests().getFirst().getFirst()).contains("georel=near%3BmaxDistance%3D%3D1000");
        }
    }

    @Test
    void anExpiredRegistrationIsGone() {
        String soon = java.time.Instant.now().plusMillis(300).toString();
        String id = a.register(b.url(), "Expiring", ",\"expiresAt\":\"" + soon + "\"");
        await().untilAsserted(() ->
                assertThat(a.get("/csourceRegistrations/" + id).status()).isEqualTo(404));
    }

    @Test
    void theProbeSeesWhetherPeersAreThere() {
        register(b.url(), "Probed", ",\"registrationName\":\"Up\"");
        register("http://127.0.0.1:1", "Probed", ",\"registrationName\":\"Down\"");
        assertThat(states()).containsEntry("Up", "unknown").containsEntry("Down", "unknown");
        a.federation().start();
        await().untilAsserted(
                        () -> assertThat(states()).containsEntry("Up", "up").containsEntry("Down", "down"));
    }

    private static Map<String, String> states() {
        return a.federation().peers().list("").stream()
                .collect(java.util.stream.Collectors.toMap(PeerState::name, PeerState::state, (x, y) -> y));
    }
}
