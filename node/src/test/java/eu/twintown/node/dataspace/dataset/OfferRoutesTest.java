package eu.twintown.node.dataspace.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.node.dataspace.Http;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.store.StoreFixture;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Offers over HTTP: made, shown, changed, refused. */
class OfferRoutesTest {
    private static final String PARKS = """
            {"title": "Car parks", "content": {"types": ["OffStreetParking"]}, "terms": [%s]}""";

    private final StoreFixture store = StoreFixture.open();
    private final Datasets datasets = new Datasets(store.store().documents());
    private final AtomicReference<Optional<Policy>> rulebook = new AtomicReference<>(Optional.empty());
    private final AtomicReference<List<OfferRules.Level>> levels = new AtomicReference<>(List.of());
    private final Offers offers = new Offers(
            datasets,
            store.store().entities(),
            new Offers.Surroundings(
                    "muenster", CarParks.NAMES, this::rules, CarParks.prospect(store.store()), () -> CarParks.NOW));
    private final WebServer server =
            new WebServer(ServerOptions.loopback(0), List.of(new OfferRoutes(offers, new JsonBodies(100_000, 50))));
    private final Http http = new Http(server.port());

    @AfterEach
    void close() {
        http.close();
        server.close();
        store.close();
    }

    private Optional<OfferRules> rules() {
        return rulebook.get().map(bounds -> new OfferRules("2.0", Optional.of(bounds), levels.get()));
    }

    private void onlyMembers() {
        rulebook.set(Optional.of(bounds("""
                "permission": [{"uid": "urn:rules:members", "action": "use", "constraint": [
                   {"leftOperand": "city:recipientCredential", "operator": "isAnyOf",
                    "rightOperand": "MembershipCredential"}]}]""")));
    }

    private void noTrainingForMembers() {
        rulebook.set(Optional.of(bounds("""
                "permission": [{"uid": "urn:rules:members", "action": "use", "constraint": [
                   {"leftOperand": "city:recipientCredential", "operator": "isAnyOf",
                    "rightOperand": "MembershipCredential"}]}],
                 "prohibition": [{"uid": "urn:rules:no-ai", "action": "city:trainAi"}],
                 "obligation": [{"uid": "urn:rules:attribute", "action": "attribute"}]""")));
    }

    private static Policy bounds(String rules) {
        return PolicyReader.read((ObjectNode) JsonMapper.shared().readTree("""
                {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "https://twintown.eu/odrl/city/"}],
                 "@type": "Set", "uid": "urn:rules", %s}""".formatted(rules)));
    }

    private static String path(String id) {
        return "/api/offers/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    @Test
    void anOfferMadeOfATemplateIsPublishedAndToldInTheLanguageAsked() {
        Http.Reply made = http.post(
                        "/api/offers",
                        PARKS.formatted(
                                "{\"template\": \"MEMBERS\", \"choices\": {\"credential\": \"CityCredential\"}}"),
                        "Accept-Language",
                        "de, en;q=0.5")
                .expect(201);

        JsonNode offer = made.json();
        assertThat(offer.path("id").asString()).isEqualTo("urn:dataset:muenster:car-parks");
        assertThat(made.header("Location")).isEqualTo(path("urn:dataset:muenster:car-parks"));
        assertThat(offer.path("published").asBoolean()).isTrue();
        assertThat(offer.at("/content/types/0").asString()).isEqualTo("OffStreetParking");
        assertThat(offer.at("/terms/0/choices/credential").asString()).isEqualTo("CityCredential");
        assertThat(offer.at("/terms/0/sentences").toString())
                .contains("CityCredential")
                .contains("Daten");
        Policy policy = datasets.page(10, 0).getFirst().offers().getFirst();
        assertThat(policy.type()).isEqualTo(PolicyType.OFFER);
        assertThat(policy.shared()).isEqualTo(Policy.Shared.NONE);
        assertThat(offer.at("/terms/0/policy/@id").asString()).isEqualTo(policy.id());
        assertThat(http.get(path("urn:dataset:muenster:car-parks"), "Accept-Language", "en")
                        .expect(200)
                        .json()
                        .at("/terms/0/sentences")
                        .toString())
                .contains("data");
    }

    @Test
    void templatesAreToldInPlainWordsWithTheirChoices() {
        JsonNode french =
                http.get("/api/templates", "Accept-Language", "fr").expect(200).json();
        JsonNode english = http.get("/api/templates").expect(200).json();

        assertThat(english).hasSize(6);
        assertThat(french.at("/0/text")).isNotEqualTo(english.at("/0/text"));
        assertThat(english.valueStream()
                        .filter(each -> each.path("template").asString().equals("UNTIL"))
                        .findFirst()
                        .orElseThrow()
                        .at("/choices/0")
                        .toString())
                .isEqualTo("{\"name\":\"until\",\"kind\":\"date\",\"required\":true}");
    }

    @Test
    void changingTheTermsGivesTheOfferAnotherIdAndKeepingThemDoesNot() {
        http.post("/api/offers", PARKS.formatted("{\"template\":\"OPEN\"}")).expect(201);
        String id = "urn:dataset:muenster:car-parks";
        String before = datasets.find(id).orElseThrow().offers().getFirst().id();

        http.put(path(id), PARKS.formatted("{\"template\":\"OPEN\"}")).expect(200);
        assertThat(datasets.find(id).orElseThrow().offers().getFirst().id()).isEqualTo(before);
        http.put(path(id), PARKS.formatted("{\"template\":\"UNTIL\",\"choices\":{\"until\":\"2027-06-30\"}}"))
                .expect(200);
        assertThat(datasets.find(id).orElseThrow().offers().getFirst().id()).isNotEqualTo(before);

        http.post("/api/offers", PARKS.formatted("{\"template\":\"OPEN\"}")).expect(409);
        http.put(path(id), "{\"id\":\"urn:other\"}").expect(400);
        http.delete(path(id)).expect(204);
        http.delete(path(id)).expect(404);
        http.get(path(id)).expect(404);
        assertThat(datasets.count()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | title",
                "{'title':'x','terms':[{'template':'OPEN'}]} | content",
                "{'title':'x','content':{'types':['A']}} | terms",
                "{'title':'x','content':{'types':['A']},'terms':[{'template':'CLOSED'}]} | CLOSED",
                "{'title':'x','content':{'types':['A']},'terms':[{'template':'UNTIL'}]} | until",
                "{'title':'x','content':{'types':['A']},'terms':[{'template':'OPEN','policy':{}}]} | either",
                "{'title':'x','content':{'types':['A']},'terms':[{'template':'OPEN'},{'template':'OPEN'}]} | twice",
                "{'title':'x','content':{'types':[]},'terms':[{'template':'OPEN'}]} | types",
                "{'title':'x','content':{'types':['A'],'area':'somewhere'},'terms':[{'template':'OPEN'}]} | WKT",
                "{'title':'x','content':{'types':['A'],'area':'POINT(1 1)'},'terms':[{'template':'OPEN'}]} | WKT",
                "{'title':'x','content':{'kind':'remote','source':'file:///etc/passwd'},'terms':[{'template':'OPEN'}]} | http",
                "{'title':'x','id':'No Name','content':{'types':['A']},'terms':[{'template':'OPEN'}]} | IRI",
                "{'title':'x','content':{'types':['A']},'terms':[{'policy':{'@type':'Agreement','permission':[{'action':'use'}]}}]} | agreement",
                "{'title':'x','content':{'types':['A']},'terms':[{'policy':{'@type':'Offer'}}]} | permits nothing",
                "{'title':'x','content':{'types':['A']},'terms':[{'policy':{'@type':'Offer','target':'urn:b','permission':[{'action':'use'}]}}]} | urn:b",
                "{'title':'x','content':{'types':['A']},'terms':[{'policy':{'@type':'Offer','permission':[{'action':'use'}],'prohibition':[{'action':'use'}]}}]} | contradicts itself",
            })
    void whatCannotBeOfferedIsRefusedWithItsReason(String body, String word) {
        Http.Reply reply = http.post("/api/offers", body.replace('\'', '"')).expect(400);
        assertThat(reply.json().path("detail").asString()).contains(word);
        assertThat(datasets.count()).isZero();
    }

    @Test
    void anOfferAgainstTheRulebookIsRefusedWithBothSentences() {
        onlyMembers();
        Http.Reply refused = http.post(
                        "/api/offers", PARKS.formatted("{\"template\":\"OPEN\"}"), "Accept-Language", "en")
                .expect(409);

        assertThat(refused.json().path("detail").asString())
                .contains("Anyone may use the data")
                .contains("Version 2.0 of the rulebook says")
                .contains("proof of membership");
        assertThat(refused.json().path("rulebookRule").asString()).isEqualTo("urn:rules:members");
        assertThat(datasets.count()).isZero();
        http.post("/api/offers", PARKS.formatted("{\"template\":\"MEMBERS\"}")).expect(201);
    }

    @Test
    void whatTheRulebookAsksForIsAddedToATemplateThatLacksIt() {
        noTrainingForMembers();
        String body = PARKS.formatted("{\"template\":\"OPEN\",\"withinRulebook\":true}");
        http.post("/api/offers", PARKS.formatted("{\"template\":\"MEMBERS\"}")).expect(409);

        JsonNode preview = http.post("/api/offers/preview", body).expect(200).json();
        JsonNode made = http.post("/api/offers", body).expect(201).json();

        assertThat(preview.path("conflicts")).isEmpty();
        assertThat(preview.at("/terms/0/added").toString()).contains("train", "proof of membership");
        assertThat(made.path("conflicts")).isEmpty();
        Policy policy = datasets.page(10, 0).getFirst().offers().getFirst();
        assertThat(policy.prohibitions())
                .extracting(rule -> rule.head().action().orElseThrow().id())
                .contains(CityProfile.NS + "trainAi");
        assertThat(policy.obligations()).hasSize(1);
        String id = made.path("id").asString();
        assertThat(http.put(path(id), body)
                        .expect(200)
                        .json()
                        .at("/terms/0/policy/@id")
                        .asString())
                .as("the same again is the same offer")
                .isEqualTo(policy.id());
    }

    @Test
    void termsThatAreToKeepWithinTheRulebookFollowItsNewVersions() {
        http.post("/api/offers", PARKS.formatted("{\"template\":\"OPEN\",\"withinRulebook\":true}"))
                .expect(201);
        String before = datasets.page(10, 0).getFirst().offers().getFirst().id();
        noTrainingForMembers();
        offers.checkAgain();

        Policy after = datasets.page(10, 0).getFirst().offers().getFirst();
        assertThat(after.id()).isNotEqualTo(before);
        assertThat(after.prohibitions()).hasSize(1);
        rulebook.set(Optional.empty());
        offers.checkAgain();
        assertThat(datasets.page(10, 0).getFirst().offers().getFirst().id()).isEqualTo(before);
    }

    @Test
    void whatNoAdditionBringsWithinTheRulebookIsRefused() {
        rulebook.set(Optional.of(bounds("\"prohibition\": [{\"uid\": \"urn:rules:none\", \"action\": \"use\"}]")));
        assertThat(http.post("/api/offers", PARKS.formatted("{\"template\":\"OPEN\",\"withinRulebook\":true}"))
                        .expect(400)
                        .text())
                .contains("choose others");
    }

    @Test
    void aServiceLevelIsPublishedMeasuredAndHeldAgainstTheLeastOfTheRulebook() {
        CarParks.put(store, "urn:p:west", CarParks.PARKING, 7.62, "2026-11-22T11:30:00Z");
        rulebook.set(Optional.of(bounds("\"permission\": [{\"action\": \"use\"}]")));
        levels.set(List.of(new OfferRules.Level(
                "fresh",
                locale -> "No older than two hours.",
                Optional.of(CarParks.PARKING),
                Optional.of(Duration.ofHours(2)),
                OptionalLong.empty())));
        String open = "{\"template\":\"OPEN\"}], \"serviceLevel\": {\"maxAge\": \"%s\", \"entities\": %d}, \"x\":[1";

        assertThat(http.post("/api/offers", PARKS.formatted("{\"template\":\"OPEN\"}"))
                        .expect(409)
                        .text())
                .contains("asks for something that the offer lacks", "No older than two hours.");
        assertThat(http.post("/api/offers", PARKS.formatted(open.formatted("PT3H", 1)))
                        .expect(409)
                        .text())
                .contains("at most 3 hours old");
        JsonNode preview = http.post("/api/offers/preview", PARKS.formatted(open.formatted("PT20M", 1)))
                .expect(200)
                .json();
        assertThat(preview.path("measured").toString())
                .isEqualTo("{\"entities\":1,\"keepsEntities\":true,\"age\":\"PT30M\",\"keepsMaxAge\":false}");
        assertThat(preview.at("/least/maxAge").asString()).isEqualTo("PT2H");
        JsonNode made = http.post("/api/offers", PARKS.formatted(open.formatted("PT1H", 1)))
                .expect(201)
                .json();
        assertThat(made.at("/serviceLevel").toString()).isEqualTo("{\"maxAge\":\"PT1H\",\"entities\":1}");
        assertThat(datasets.page(10, 0).getFirst().level().maxAge()).contains(Duration.ofHours(1));
    }

    @Test
    void anOfferThatANewRulebookForbidsIsWithdrawnUntilItFitsAgain() {
        http.post("/api/offers", PARKS.formatted("{\"template\":\"OPEN\"}")).expect(201);
        onlyMembers();
        offers.checkAgain();

        assertThat(datasets.page(10, 0)).isEmpty();
        JsonNode shown = http.get(path("urn:dataset:muenster:car-parks")).json();
        assertThat(shown.path("published").asBoolean()).isFalse();
        assertThat(shown.at("/conflicts/0/rulebookSentences").toString()).contains("proof of membership");
        assertThat(shown.at("/conflicts/0/offerSentences/0").asString()).isEqualTo("Anyone may use the data.");

        rulebook.set(Optional.empty());
        offers.checkAgain();
        assertThat(datasets.page(10, 0)).hasSize(1);
    }

    @Test
    void aWithheldOfferIsStoredAndNobodyIsShownIt() {
        String body = PARKS.formatted("{\"template\":\"OPEN\"}").replaceFirst("\\{", "{\"published\": false, ");
        assertThat(http.post("/api/offers", body).expect(201).json().at("/terms/0/sentences"))
                .isNotEmpty();
        assertThat(datasets.page(10, 0)).isEmpty();
        assertThat(http.get("/api/offers?count=true").header("NGSILD-Results-Count"))
                .isEqualTo("1");
    }

    @Test
    void thePreviewShowsWhatLeavesAndWhatStays() {
        CarParks.put(store, "urn:p:west", CarParks.PARKING, 7.62, "2026-11-22T10:00:00Z");
        CarParks.put(store, "urn:p:east", CarParks.PARKING, 7.70, "2026-11-22T10:00:00Z");
        CarParks.put(store, "urn:c:west", CarParks.COUNTER, 7.62, "2026-11-20T10:00:00Z");
        CarParks.put(store, "urn:x:other", CarParks.NS + "Bench", 7.62, "2026-11-22T10:00:00Z");

        JsonNode preview = http.post("/api/offers/preview", """
                        {"content": {"types": ["OffStreetParking", "Counter"], "attributes": ["free", "location"],
                                     "area": "%s"},
                         "terms": [{"template": "OPEN"}]}""".formatted(CarParks.WEST))
                .expect(200)
                .json();

        assertThat(preview.path("rows").toString())
                .isEqualTo("{\"total\":3,\"leave\":2,\"stay\":1,\"byType\":["
                        + "{\"type\":\"OffStreetParking\",\"total\":2,\"leave\":1,\"stay\":1},"
                        + "{\"type\":\"Counter\",\"total\":1,\"leave\":1,\"stay\":0}]}");
        assertThat(preview.at("/attributes/leave").toString()).isEqualTo("[\"free\",\"location\"]");
        assertThat(preview.at("/attributes/stay").toString()).isEqualTo("[\"operator\"]");
        assertThat(preview.path("leaving").toString())
                .contains("urn:p:west", "\"free\":12")
                .doesNotContain("secret");
        assertThat(preview.path("staying").toString()).contains("urn:p:east").doesNotContain("urn:p:west");
        assertThat(preview.at("/terms/0/sentences").size()).isPositive();
        assertThat(preview.has("aggregation")).isFalse();
        assertThat(datasets.count()).isZero();
    }

    @Test
    void thePreviewShowsTheRowsAsTheyLeaveUnderTheConstraintsThatNarrow() {
        CarParks.district(store, "urn:district:west");
        CarParks.put(store, "urn:p:west", CarParks.PARKING, 7.62, "2026-11-22T11:10:00Z", 10);
        CarParks.put(store, "urn:p:west", CarParks.PARKING, 7.62, "2026-11-22T11:40:00Z", 21);
        CarParks.put(store, "urn:p:old", CarParks.PARKING, 7.62, "2026-10-22T10:00:00Z");
        CarParks.put(store, "urn:p:east", CarParks.PARKING, 7.70, "2026-11-22T11:30:00Z");

        JsonNode preview = http.post("/api/offers/preview", PARKS.formatted("""
                        {"policy": {"@context": ["http://www.w3.org/ns/odrl.jsonld",
                                                 {"city": "https://twintown.eu/odrl/city/"}], "@type": "Offer",
                          "permission": [{"action": "use", "constraint": [
                            {"leftOperand": "spatial", "operator": "isPartOf", "rightOperand": {"@id": "urn:district:west"}},
                            {"leftOperand": "purpose", "operator": "isA", "rightOperand": {"@id": "urn:purpose:any"}},
                            {"leftOperand": "city:attribute", "operator": "isNoneOf", "rightOperand": "operator"},
                            {"leftOperand": "city:observedAt", "operator": "gteq", "rightOperand":
                              {"@value": "2026-11-01T00:00:00Z", "@type": "xsd:dateTime"}},
                            {"leftOperand": "city:temporalAggregation", "operator": "gteq", "rightOperand":
                              {"@value": "PT1H", "@type": "xsd:duration"}}]}]}}"""))
                .expect(200)
                .json();

        assertThat(preview.path("leaving").toString())
                .contains("urn:p:west", "\"free\":15.5")
                .doesNotContain("urn:p:old", "urn:p:east", "secret");
        assertThat(preview.path("origins").toString()).contains("urn:p:west", "\"free\":21", "secret");
        assertThat(preview.path("staying").toString()).contains("urn:p:old", "urn:p:east");
        assertThat(preview.at("/rows/leave").asInt()).isEqualTo(1);
        assertThat(preview.at("/rows/stay").asInt()).isEqualTo(2);
        assertThat(preview.at("/attributes/stay").toString()).contains("operator");
        assertThat(preview.at("/aggregation/temporal").toString()).isEqualTo("[\"PT1H\"]");
    }

    @Test
    void thePreviewOfValuesPutTogetherByAreasShowsTheMeansAndThatTheEntitiesStay() {
        CarParks.put(store, "urn:p:west", CarParks.PARKING, 7.62, "2026-11-22T11:10:00Z", 10);
        CarParks.put(store, "urn:p:east", CarParks.PARKING, 7.70, "2026-11-22T11:30:00Z", 20);
        CarParks.put(store, "urn:p:north", CarParks.PARKING, 7.71, "2026-11-22T11:30:00Z", 31);
        CarParks.put(store, "urn:p:south", CarParks.PARKING, 7.72, "2026-11-22T11:30:00Z", 39);
        CarParks.put(store, "urn:p:centre", CarParks.PARKING, 7.64, "2026-11-22T11:30:00Z", 25);

        JsonNode preview = http.post(
                        "/api/offers/preview",
                        PARKS.formatted("{\"template\":\"AGGREGATED\",\"choices\":{\"areas\":[\"city\"]}}"))
                .expect(200)
                .json();

        assertThat(preview.at("/rows/leave").asInt()).isEqualTo(1);
        assertThat(preview.at("/rows/stay").asInt()).isEqualTo(5);
        assertThat(preview.path("leaving").toString()).contains("\"free\":25").doesNotContain("urn:p:");
        assertThat(preview.at("/aggregation/spatial").toString()).isEqualTo("[\"city\"]");
    }

    @Test
    void wherePeopleWouldBeGivenNothingThePreviewSaysWhy() {
        CarParks.put(store, "urn:p:west", CarParks.PARKING, 7.62, "2026-11-22T11:10:00Z");
        JsonNode district = http.post(
                        "/api/offers/preview",
                        PARKS.formatted("{\"template\":\"AGGREGATED\",\"choices\":{\"areas\":[\"district\"]}}"))
                .expect(200)
                .json();
        JsonNode nowhere = http.post("/api/offers/preview", """
                        {"content": {"types": ["OffStreetParking"], "area": "urn:district:none"},
                         "terms": [{"template": "OPEN"}]}""").expect(200).json();

        assertThat(district.path("refusal").asString()).isNotBlank();
        assertThat(district.at("/rows/stay").asInt()).isEqualTo(1);
        assertThat(nowhere.path("refusal").asString()).contains("area");
        assertThat(nowhere.at("/rows/leave").asInt()).isZero();
    }

    @Test
    void whatTheConfigurationOffersCanBeChangedThereOnly() {
        ObjectNode parks = (ObjectNode) JsonMapper.shared().readTree(PARKS.formatted("{\"template\":\"OPEN\"}"));
        offers.configure(List.of(parks));
        String id = "urn:dataset:muenster:car-parks";
        long version = datasets.version();
        offers.configure(List.of(parks));
        assertThat(datasets.version()).as("the same again changes nothing").isEqualTo(version);

        assertThat(http.get(path(id)).json().path("origin").asString()).isEqualTo("configuration");
        http.delete(path(id)).expect(409);
        http.put(path(id), PARKS.formatted("{\"template\":\"OPEN\"}")).expect(409);
        offers.configure(List.of());
        http.get(path(id)).expect(404);
    }
}
