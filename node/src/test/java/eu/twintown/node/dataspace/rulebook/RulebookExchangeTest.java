package eu.twintown.node.dataspace.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.Http;
import eu.twintown.node.dataspace.Town;
import io.helidon.webserver.http.HttpService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A publisher and a member of a data space, over HTTP between two servers. */
class RulebookExchangeTest {
    @TempDir
    private Path folder;

    private Town publisher;
    private Town member;
    private PublishedRulebooks published;
    private CurrentRulebook current;
    private final AtomicInteger changes = new AtomicInteger();

    private record Rooms(PublishedRulebooks published, CurrentRulebook current, List<HttpService> routes) {}

    private Rooms rooms(Town town, RulebookSettings settings) {
        PublishedRulebooks books = new PublishedRulebooks(town.store.store().documents(), town.seals);
        CurrentRulebook now = new CurrentRulebook(
                settings,
                books,
                new CurrentRulebook.Surroundings(
                        town.store.store().documents(), town.outgoing::send, town.seals, town.clock),
                changes::incrementAndGet);
        Members members = new Members(
                now,
                books,
                new OwnReport.Facts(
                        RulebookExchangeTest::offers,
                        () -> Map.of("https://city.example/OffStreetParking", 18L),
                        type -> type.equals("MembershipCredential"),
                        new ServiceLevels(
                                Map.of(ServiceLevels.FRESHNESS, item -> Optional.of(Duration.ofMinutes(5))),
                                item -> 0)),
                new Members.Surroundings(
                        town.store.store().documents(), town.seals, town.addresses, town.outgoing::send, town.clock));
        return new Rooms(
                books,
                now,
                List.of(
                        new PublishedRoutes(books, town.seals, town.bodies, iri -> iri),
                        new RulebookRoutes(now, books, members, town.seals, town.bodies)));
    }

    private static List<ObjectNode> offers(Locale locale) {
        ObjectNode offer =
                JsonMapper.shared().createObjectNode().put("id", "urn:o").put("title", "Car parks");
        offer.put("published", false)
                .putArray("conflicts")
                .addObject()
                .put("sentence", "It says too much, in " + locale.getLanguage());
        return List.of(offer);
    }

    @BeforeEach
    void open() {
        List<Town> towns = Town.several(folder, 2);
        publisher = towns.get(0);
        member = towns.get(1);
        Rooms first = rooms(publisher, RulebookSettings.NONE);
        published = first.published();
        publisher.open(first.routes(), first.current());
        Rooms second = rooms(member, settings());
        current = second.current();
        member.open(second.routes(), current);
    }

    private RulebookSettings settings() {
        return new RulebookSettings(
                Optional.empty(),
                Optional.of(new RulebookSettings.Source(publisher.url().resolve("/rulebook"), publisher.id())),
                Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        member.close();
        publisher.close();
    }

    private void publish(String version) {
        publisher
                .http()
                .post(
                        "/api/rulebook",
                        RulebookTest.document(version, publisher.id()).toString())
                .expect(201);
    }

    @Test
    void aVersionIsShownToPeopleAndMachines() {
        publisher.http().get("/rulebook").expect(404);
        publish("1.0");
        publish("1.1");

        Http.Reply html = publisher
                .http()
                .get("/rulebook", "Accept", "text/html", "Accept-Language", "de")
                .expect(200);
        assertThat(html.header("content-type")).startsWith("text/html");
        assertThat(html.text()).contains("Regeln des Raums", "1.1");
        assertThat(publisher.http().get("/rulebook", "Accept", "text/markdown").text())
                .contains("# Rules of the space");
        assertThat(publisher
                        .http()
                        .get("/rulebook?version=1.0", "Accept", "application/json")
                        .json()
                        .path("version")
                        .asString())
                .isEqualTo("1.0");
        assertThat(publisher.http().get("/rulebook/versions").json()).hasSize(2);
        publisher.http().get("/rulebook", "Accept", "image/png").expect(406);
        publisher.http().get("/rulebook?version=9").expect(404);
    }

    @Test
    void aVersionNeverChanges() {
        publish("1.0");
        publish("1.0");
        ObjectNode other = (ObjectNode) RulebookTest.document("1.0", publisher.id());
        publisher
                .http()
                .post("/api/rulebook", other.put("summary", "Another").toString())
                .expect(409);
        publisher
                .http()
                .post(
                        "/api/rulebook",
                        other.put("id", "urn:other").put("version", "2").toString())
                .expect(409);
        publisher
                .http()
                .post(
                        "/api/rulebook",
                        RulebookTest.document("3", "did:web:other.example").toString())
                .expect(400);
        assertThat(published.versions()).hasSize(1);
    }

    @Test
    void aMemberReadsAcknowledgesAndIsReportedOn() {
        publish("1.0");
        current.start();
        await().until(() -> current.get().isPresent());
        assertThat(changes.get()).isGreaterThanOrEqualTo(1);

        assertThat(member.http()
                        .get("/api/rulebook")
                        .json()
                        .path("acknowledged")
                        .isNull())
                .isTrue();
        member.http()
                .post("/api/rulebook/acknowledge", "{\"version\": \"0.9\"}")
                .expect(409);
        member.http()
                .post("/api/rulebook/acknowledge", "{\"version\": \"1.0\"}")
                .expect(201);

        assertThat(published.acknowledgements()).singleElement().satisfies(each -> {
            assertThat(each.member()).isEqualTo(member.id());
            assertThat(publisher
                            .seals
                            .verify(PublishedRulebooks.ACKNOWLEDGEMENT, each.letter())
                            .from())
                    .isEqualTo(member.id());
        });
        JsonNode reports =
                publisher.http().get("/api/rulebook/members").expect(200).json();
        assertThat(reports.at("/0/acknowledged/current").asBoolean()).isTrue();
        JsonNode report = reports.at("/0/report");
        assertThat(report.at("/acknowledged/version").asString()).isEqualTo("1.0");
        assertThat(report.at("/offers/inConflict/0/conflicts/0/sentence").asString())
                .isEqualTo("It says too much, in en");
        assertThat(report.at("/dataModels/0/used").asBoolean()).isTrue();
        assertThat(report.at("/membership/0/met").asBoolean()).isTrue();
        assertThat(report.at("/serviceLevels/0/met").asBoolean()).isTrue();

        for (String language : List.of("de", "nl", "fr", "es")) {
            assertThat(publisher
                            .http()
                            .get("/api/rulebook/members", "Accept-Language", language)
                            .json()
                            .at("/0/report/offers/inConflict/0/conflicts/0/sentence")
                            .asString())
                    .as("what the member signs")
                    .endsWith("in " + language);
            assertThat(member.http()
                            .get("/api/rulebook/report", "Accept-Language", language)
                            .text())
                    .contains("in " + language);
        }

        publish("2.0");
        assertThat(publisher
                        .http()
                        .get("/api/rulebook/members")
                        .json()
                        .at("/0/acknowledged/current")
                        .asBoolean())
                .isFalse();
        member.http().post("/api/rulebook/refresh", "").expect(200);
        JsonNode now = member.http().get("/api/rulebook").json();
        assertThat(now.path("version").asString()).isEqualTo("2.0");
        assertThat(now.path("acknowledged").isNull()).isTrue();
    }

    @Test
    void whatWasReadHoldsWhileThePublisherIsAway() {
        publish("1.0");
        current.refresh();
        publisher.shut();
        current.refresh();
        assertThat(current.get()).isPresent();
        assertThat(member.http().get("/api/rulebook").json().path("problem").asString())
                .isNotEmpty();
        Rooms again = rooms(member, settings());
        assertThat(again.current().get()).as("after a restart").isPresent();
        again.current().close();
        member.http()
                .post("/api/rulebook/acknowledge", "{\"version\": \"1.0\"}")
                .expect(502);
        assertThat(member.http()
                        .get("/api/rulebook")
                        .json()
                        .path("acknowledged")
                        .isNull())
                .isTrue();
    }

    @Test
    void aRulebookSignedBySomebodyElseIsNotTaken() {
        publish("1.0");
        RulebookSettings wrong = new RulebookSettings(
                Optional.empty(),
                Optional.of(new RulebookSettings.Source(publisher.url().resolve("/rulebook"), member.id())),
                Duration.ofHours(1));
        Rooms deceived = rooms(member, wrong);
        deceived.current().refresh();
        assertThat(deceived.current().get()).isEmpty();
        assertThat(deceived.current().problem()).contains("somebody else");
        deceived.current().close();
    }

    @Test
    void anAcknowledgementOfAnotherContentIsRefused() {
        publish("1.0");
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("rulebook", "https://space.example/rulebook")
                .put("version", "1.0")
                .put("hash", "00");
        publisher
                .http()
                .post(
                        "/dataspace/rulebook/acknowledgements",
                        member.seals
                                .sealed("rulebook-acknowledgement", publisher.id(), body)
                                .toString())
                .expect(409);
        publisher
                .http()
                .post("/dataspace/rulebook/acknowledgements", "{\"letter\": \"x.y.z\"}")
                .expect(401);
        assertThat(published.acknowledgements()).isEmpty();
    }

    @Test
    void onlyThePublisherIsGivenTheReport() {
        publish("1.0");
        current.refresh();
        ObjectNode asking = member.seals.sealed(
                "rulebook-report-request", member.id(), JsonMapper.shared().createObjectNode());
        member.http().post("/dataspace/rulebook/report", asking.toString()).expect(403);
    }

    @Test
    void thePublisherAcknowledgesItsOwnRulebookWithoutSending() {
        publish("1.0");
        publisher
                .http()
                .post("/api/rulebook/acknowledge", "{\"version\": \"1.0\"}")
                .expect(201);
        assertThat(published.acknowledgements())
                .extracting(PublishedRulebooks.Acknowledgement::member)
                .containsExactly(publisher.id());
    }
}
