package eu.twintown.node.dataspace.wanted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.policy.text.Template;
import eu.twintown.node.dataspace.Http;
import eu.twintown.node.dataspace.Town;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests for data between two towns over HTTP (MIM3, C7). */
class WantedTest {
    private static final String NS = "https://city.example/";
    private static final String WISH = """
            {"title": "Counts of cyclists", "types": ["Counter"], "attributes": ["bikes"], "area": "urn:district:west",
             "dataFrom": "2026-01-01T00:00:00Z", "purpose": "research", "conditions": "free of charge"}""";

    @TempDir
    private Path folder;

    private Town ghent;
    private Town muenster;
    private Wanted asked;
    private final AtomicBoolean known = new AtomicBoolean(true);

    @BeforeEach
    void open() {
        List<Town> towns = Town.several(folder, 2);
        ghent = towns.get(0);
        muenster = towns.get(1);
        Wanted asking = wanted(ghent);
        open(ghent, asking);
        asking.start();
        asked = wanted(muenster);
        open(muenster, asked);
        asked.start();
    }

    @AfterEach
    void close() {
        ghent.close();
        muenster.close();
    }

    private static String iri(String name) {
        return name.startsWith("https:") ? name : NS + name;
    }

    private void open(Town town, Wanted wanted) {
        town.open(
                List.of(new WantedRoutes(
                        wanted,
                        town.seals,
                        town.bodies,
                        WantedTest::iri,
                        iri -> iri.startsWith(NS) ? iri.substring(NS.length()) : iri)),
                wanted);
    }

    private Wanted wanted(Town town) {
        Dataset counters = new Dataset(
                "urn:dataset:counters",
                "Counters",
                "",
                new Content.Entities("", List.of(NS + "Counter"), List.of(), Optional.empty()),
                List.of(Template.OPEN.offer("urn:offer", Template.Choices.until(LocalDate.EPOCH))),
                town.clock.instant());
        return new Wanted(new Wanted.Surroundings(
                town.store.store().documents(),
                town.store.store().processes(),
                (participant, request) -> town.outgoing.send(request),
                town.seals,
                () -> List.of(ghent.id(), muenster.id()),
                did -> known.get(),
                town.addresses::of,
                id -> id.equals(counters.id()) ? Optional.of(counters) : Optional.empty(),
                WantedTest::iri,
                DeliverySettings.DEFAULT.withRacePatience(Duration.ofMillis(100)),
                town.clock));
    }

    private JsonNode ask(String body) {
        return ghent.http().post("/api/wanted", body).expect(201).json();
    }

    private static String path(JsonNode request) {
        return "/api/wanted/" + URLEncoder.encode(request.path("id").asString(), StandardCharsets.UTF_8);
    }

    private JsonNode recipient(JsonNode request) {
        return ghent.http().get(path(request)).json().at("/recipients/0");
    }

    private JsonNode incoming() {
        await().until(() -> !muenster.http().get("/api/wanted").json().isEmpty());
        return muenster.http().get("/api/wanted").json().get(0);
    }

    @Test
    void aRequestReachesTheOtherCityAndComesBackAsAnOffer() {
        JsonNode request = ask(WISH);
        assertThat(request.path("recipients")).as("not to itself").hasSize(1);

        JsonNode came = incoming();
        assertThat(came.path("from").asString()).isEqualTo(ghent.id());
        assertThat(came.path("types").toString()).isEqualTo("[\"Counter\"]");
        assertThat(came.path("conditions").asString()).isEqualTo("free of charge");
        assertThat(came.at("/offerDraft/content").toString())
                .isEqualTo("{\"kind\":\"entities\",\"types\":[\"Counter\"],\"attributes\":[\"bikes\"],"
                        + "\"area\":\"urn:district:west\"}");
        await().until(() -> recipient(request).path("state").asString().equals("DELIVERED"));

        ghent.now.updateAndGet(now -> now.plusSeconds(20));
        muenster.now.updateAndGet(now -> now.plusSeconds(20));
        muenster.http()
                .post(path(came) + "/answer", "{\"kind\": \"offer\", \"dataset\": \"urn:dataset:counters\"}")
                .expect(200);

        await().until(() -> recipient(request).path("state").asString().equals("OFFERED"));
        JsonNode done = ghent.http().get(path(request)).json();
        assertThat(done.path("state").asString()).isEqualTo("OFFERED");
        assertThat(done.at("/recipients/0/answer/dataset").asString()).isEqualTo("urn:dataset:counters");
        assertThat(done.path("timeToAnswer").asString()).isEqualTo("PT20S");
        assertThat(asked.timeToAnswer()).contains(Duration.ofSeconds(20));
        JsonNode statistics = ghent.http().get("/api/wanted/statistics").json();
        assertThat(statistics.at("/out/timeToAnswer/median").asString()).isEqualTo("PT20S");
        assertThat(statistics.at("/out/byState/OFFERED").asInt()).isEqualTo(1);
        await().until(() -> incoming().path("answerDelivered").asBoolean());
    }

    @Test
    void aRequestIsAnsweredOnceAndOnlyWithWhatIsThere() {
        JsonNode request = ask(WISH);
        String answer = path(incoming()) + "/answer";
        muenster.http()
                .post(answer, "{\"kind\": \"offer\", \"dataset\": \"urn:dataset:none\"}")
                .expect(409);
        muenster.http().post(answer, "{\"kind\": \"refusal\"}").expect(400);
        muenster.http()
                .post(answer, "{\"kind\": \"refusal\", \"text\": \"Not ours.\"}")
                .expect(200);
        muenster.http()
                .post(answer, "{\"kind\": \"answer\", \"text\": \"After all.\"}")
                .expect(409);
        await().until(() -> recipient(request).path("state").asString().equals("REFUSED"));
        assertThat(recipient(request).at("/answer/text").asString()).isEqualTo("Not ours.");
        assertThat(ghent.http().get(path(request)).json().path("state").asString())
                .isEqualTo("REFUSED");
    }

    @Test
    void aRequestWaitsUntilTheOtherSideIsBackAndSurvivesARestart() {
        muenster.shut();
        JsonNode request = ask(WISH.replace("}", ", \"to\": [\"" + muenster.id() + "\"]}"));
        // Its DID document was not read before: where that fails the request could not even be addressed.
        assertThat(recipient(request).path("state").asString()).isEqualTo("UNDELIVERED");

        open(muenster, asked);
        JsonNode second = ask(WISH);
        await().until(() -> recipient(second).path("state").asString().equals("DELIVERED"));
        muenster.shut();
        JsonNode third = ask(WISH);
        await().until(() -> !recipient(third).path("problem").asString("").isEmpty());
        Wanted again = wanted(ghent);
        again.start();
        open(muenster, asked);
        ghent.now.updateAndGet(now -> now.plusSeconds(60));
        muenster.now.updateAndGet(now -> now.plusSeconds(60));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> recipient(third).path("state").asString().equals("DELIVERED"));
        again.close();
        assertThat(muenster.http().get("/api/wanted?count=true").header("NGSILD-Results-Count"))
                .as("taken once each")
                .isEqualTo("2");
    }

    @Test
    void aStrangersRequestIsRefusedForGoodWithTheReason() {
        known.set(false);
        JsonNode request = ask(WISH);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> recipient(request).path("problem").asString("").contains("does not know"));
        assertThat(muenster.http().get("/api/wanted").json()).isEmpty();
    }

    @Test
    void theSameRequestTwiceIsOneAndAForgedAnswerIsNotTaken() {
        JsonNode request = ask(WISH);
        incoming();
        var body = JsonMapper.shared().createObjectNode().put("asker", "urn:uuid:a");
        body.set("wish", JsonMapper.shared().readTree(WISH));
        Http.Reply first = muenster.http()
                .post(
                        "/dataspace/wanted",
                        ghent.seals.sealed("wanted", muenster.id(), body).toString())
                .expect(201);
        Http.Reply again = muenster.http()
                .post(
                        "/dataspace/wanted",
                        ghent.seals.sealed("wanted", muenster.id(), body).toString())
                .expect(201);
        assertThat(again.json()).isEqualTo(first.json());

        var forged = JsonMapper.shared()
                .createObjectNode()
                .put("asker", "urn:uuid:unknown")
                .put("kind", "refusal")
                .put("text", "no");
        ghent.http()
                .post(
                        "/dataspace/wanted/answers",
                        muenster.seals
                                .sealed("wanted-answer", ghent.id(), forged)
                                .toString())
                .expect(404);
        assertThat(ghent.http().get(path(request)).json().path("state").asString())
                .isEqualTo("OPEN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | title",
                "{'title': 'x'} | types",
                "{'title': 'x', 'types': ['A'], 'dataFrom': 'soon'} | DateTime",
                "{'title': 'x', 'types': ['A'], 'to': ['muenster']} | DIDs",
            })
    void whatIsNoRequestIsRefused(String body, String word) {
        assertThat(ghent.http()
                        .post("/api/wanted", body.replace('\'', '"'))
                        .expect(400)
                        .text())
                .contains(word);
        ghent.http().get("/api/wanted?direction=up").expect(400);
        ghent.http().get("/api/wanted/urn:none").expect(404);
    }
}
