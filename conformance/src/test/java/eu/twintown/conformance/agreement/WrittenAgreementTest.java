package eu.twintown.conformance.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import eu.twintown.conformance.city.City;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What two cities have of each other in writing: the agreement, the rulebook, and requests for data that nobody offers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrittenAgreementTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern MACHINE_PART =
            Pattern.compile("<script type=\"application/json\" id=\"machine-part\">(.*?)</script>", Pattern.DOTALL);
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final City muenster = new City("muenster");
    private final City ghent = new City("ghent");
    private final City hamm = new City("hamm");
    private String document = "";

    @BeforeAll
    void agree() {
        List<City> all = List.of(muenster, ghent, hamm);
        muenster.start(all, "health", """
                documents: {clauses: [data-sharing, service, consortium, post-pilot], language: de, pilot-end: 2027-11-30}
                """);
        muenster.post("/api/offers", """
                {"title": "Car parks", "content": {"kind": "entities", "types": ["OffStreetParking"]},
                 "terms": [{"template": "RESEARCH"}]}""");
        ghent.start(all, "health", """
                dataspace:
                  agreements:
                    - {participant: "%s", address: "%s/dsp", dataset: Car parks}
                rulebook: {url: "%2$s/rulebook", publisher: "%1$s"}
                """.formatted(muenster.did(), muenster.url()));
        hamm.start(all, "health", "");
        document = "/api/agreements/" + inForce(ghent) + "/document";
        until(muenster, document, found -> found.path("state").asString().equals("SIGNED"));
    }

    @AfterAll
    void stop() {
        hamm.close();
        ghent.close();
        muenster.close();
    }

    private static String inForce(City city) {
        return until(city, "/api/agreements", found -> found.at("/0/state")
                        .asString("")
                        .equals("IN_FORCE"))
                .at("/0/id")
                .asString();
    }

    private static JsonNode until(City city, String path, Predicate<JsonNode> wanted) {
        return await(path)
                .atMost(PATIENCE)
                .until(() -> JsonMapper.shared().readTree(city.get(path).body()), wanted);
    }

    private byte[] export(City city, String type) {
        return city.send(city.signed(document).header("Accept", type), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static boolean holds(City at, byte[] file, String type) {
        HttpResponse<String> answer = at.send(at.signed("/api/documents/verify")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).path("valid").asBoolean();
    }

    /** Nothing of the nodes' own code is used to verify: the DID documents, a JOSE library, and JSON in order (RFC 8785). */
    @Test
    void bothSidesHoldTheSameDocumentAndBothSignaturesAreOfItsExportedMachinePart() throws Exception {
        JsonNode here = muenster.json(document);
        JsonNode there = ghent.json(document);
        assertThat(here.path("document")).isEqualTo(there.path("document"));
        assertThat(here.path("signatures")).isEqualTo(there.path("signatures")).hasSize(2);
        assertThat(there.path("state").asString()).isEqualTo("SIGNED");

        Matcher part = MACHINE_PART.matcher(new String(export(ghent, "text/html"), StandardCharsets.UTF_8));
        assertThat(part.find()).isTrue();
        JsonNode machinePart = JsonMapper.shared().readTree(part.group(1));
        JsonNode policy = machinePart.at("/document/policy");
        assertThat(sha256(policy))
                .isEqualTo(machinePart.at("/document/policyHash").asString());
        assertThat(policy.path("@id").asString(policy.path("uid").asString("")))
                .isEqualTo(machinePart.at("/document/agreement").asString());
        String hash = sha256(machinePart.path("document"));
        List<City> signers = List.of(muenster, ghent);
        for (int i = 0; i < signers.size(); i++) {
            JWSObject signature =
                    JWSObject.parse(machinePart.at("/signatures/" + i).asString());
            assertThat(signature.verify(
                            new ECDSAVerifier(key(signers.get(i), signature).toECKey())))
                    .isTrue();
            Map<String, Object> claims = signature.getPayload().toJSONObject();
            assertThat(claims).containsEntry("iss", signers.get(i).did());
            assertThat((Map<?, ?>) claims.get("body")).isEqualTo(Map.of("agreement", inForce(ghent), "hash", hash));
        }
    }

    private static JWK key(City city, JWSObject signature) throws ParseException {
        String method = JsonMapper.shared()
                .readTree(city.anonymously("/.well-known/did.json").body())
                .path("verificationMethod")
                .valueStream()
                .filter(one ->
                        one.path("id").asString().equals(signature.getHeader().getKeyID()))
                .findFirst()
                .orElseThrow()
                .path("publicKeyJwk")
                .toString();
        return JWK.parse(method);
    }

    private static String sha256(JsonNode json) throws NoSuchAlgorithmException {
        byte[] canonical = SORTED.writeValueAsBytes(SORTED.treeToValue(json, TreeMap.class));
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "application/pdf"})
    void whatOneSideExportsHoldsOnTheOtherAndAThirdUntilOneByteIsAltered(String type) {
        for (City from : List.of(muenster, ghent)) {
            byte[] file = export(from, type);
            for (City at : List.of(muenster, ghent, hamm)) {
                assertThat(holds(at, file, type)).isTrue();
            }
            byte[] altered = file.clone();
            int at = type.equals("application/pdf") ? file.length / 2 : indexOf(file, "2027-11-30") + 3;
            altered[at] ^= 1;
            for (City city : List.of(muenster, ghent, hamm)) {
                assertThat(holds(city, altered, type)).as("byte " + at).isFalse();
            }
        }
    }

    private static int indexOf(byte[] file, String text) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @Test
    void theDocumentOutlivesARestartOfBothSides() {
        JsonNode before = muenster.json(document);
        ghent.stop();
        ghent.again();
        muenster.stop();
        muenster.again();

        assertThat(muenster.json(document)).isEqualTo(before);
        assertThat(ghent.json(document).path("signatures")).isEqualTo(before.path("signatures"));
    }

    private JsonNode ask(String title) {
        return ghent.post("/api/wanted", """
                {"title": "%s", "types": ["TrafficFlowObserved"], "purpose": "research", "to": ["%s"]}""".formatted(title, muenster.did()));
    }

    private JsonNode arrived(String title) {
        return until(muenster, "/api/wanted", all -> find(all, title) != null)
                .valueStream()
                .filter(one -> one.path("title").asString().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static @org.jspecify.annotations.Nullable JsonNode find(JsonNode all, String title) {
        return all.valueStream()
                .filter(one -> one.path("title").asString().equals(title))
                .findFirst()
                .orElse(null);
    }

    private static String path(JsonNode request) {
        return "/api/wanted/" + URLEncoder.encode(request.path("id").asString(), StandardCharsets.UTF_8);
    }

    private JsonNode settled(JsonNode request, String state) {
        return until(ghent, path(request), one -> one.path("state").asString().equals(state));
    }

    @Test
    void aRequestForDataIsAnsweredRefusedOrTurnedIntoAnOfferAndItsTimeIsCountedOnBothSides() {
        JsonNode answered = ask("Counts of buses");
        JsonNode refused = ask("Counts of people");
        JsonNode offered = ask("Counts of cyclists");
        muenster.post(path(arrived("Counts of buses")) + "/answer", """
                {"kind": "answer", "text": "The bus company has them."}""");
        muenster.post(path(arrived("Counts of people")) + "/answer", """
                {"kind": "refusal", "text": "We do not count people."}""");
        ObjectNode draft =
                (ObjectNode) arrived("Counts of cyclists").path("offerDraft").deepCopy();
        draft.putArray("terms").addObject().put("template", "OPEN");
        String dataset =
                muenster.post("/api/offers", draft.toString()).path("id").asString();
        muenster.post(path(arrived("Counts of cyclists")) + "/answer", """
                {"kind": "offer", "dataset": "%s"}""".formatted(dataset));

        assertThat(settled(answered, "ANSWERED").at("/recipients/0/answer/text").asString())
                .isEqualTo("The bus company has them.");
        assertThat(settled(refused, "REFUSED").at("/recipients/0/answer/text").asString())
                .isEqualTo("We do not count people.");
        JsonNode won = settled(offered, "OFFERED");
        assertThat(won.at("/recipients/0/answer/dataset").asString()).isEqualTo(dataset);
        assertThat(Duration.parse(won.path("timeToAnswer").asString())).isPositive();
        assertThat(ghent.json("/api/dataspace/catalogue?participant="
                                + muenster.did().replace("%", "%25"))
                        .toString())
                .contains(dataset);
        for (JsonNode side : List.of(
                ghent.json("/api/wanted/statistics").path("out"),
                muenster.json("/api/wanted/statistics").path("in"))) {
            assertThat(side.path("answered").asInt()).as(side.toString()).isEqualTo(3);
            assertThat(Duration.parse(side.at("/timeToAnswer/longest").asString()))
                    .isPositive();
        }
    }

    @Test
    void aRequestOfAStrangerIsNotTakenAndTheStrangerIsToldWhy() {
        JsonNode request = hamm.post("/api/wanted", """
                {"title": "Everything", "description": "All of it", "to": ["%s"]}""".formatted(muenster.did()));
        JsonNode after = until(hamm, path(request), one -> !one.at("/recipients/0/problem")
                .asString("")
                .isEmpty());
        assertThat(after.at("/recipients/0/problem").asString()).contains("does not know");
        assertThat(find(muenster.json("/api/wanted"), "Everything")).isNull();
    }

    @Test
    void aMemberReadsTheRulebookAcknowledgesItReportsAndIsHeldToIt() {
        muenster.post("/api/rulebook", """
                {"id": "https://space.example/rulebook", "version": "1.0", "publisher": "%s", "title": "Rules",
                 "bounds": {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "https://twintown.eu/odrl/city/"}],
                   "@type": "Set", "prohibition": [
                     {"uid": "https://space.example/rulebook#no-ai", "action": "city:trainAi"}]}}""".formatted(muenster.did()));
        assertThat(ghent.post("/api/rulebook/refresh", "").path("version").asString())
                .isEqualTo("1.0");
        assertThat(ghent.posted("/api/rulebook/acknowledge", "{\"version\": \"0.9\"}")
                        .statusCode())
                .isEqualTo(409);
        ghent.post("/api/rulebook/acknowledge", "{\"version\": \"1.0\"}");

        assertThat(muenster.json("/api/rulebook/acknowledgements")
                        .at("/0/member")
                        .asString())
                .isEqualTo(ghent.did());
        JsonNode report = muenster.json("/api/rulebook/members").path(0);
        assertThat(report.at("/acknowledged/current").asBoolean()).isTrue();
        assertThat(report.at("/report/acknowledged/version").asString()).isEqualTo("1.0");
        HttpResponse<String> refusal = ghent.posted("/api/offers", """
                {"title": "Trees", "content": {"types": ["Tree"]}, "terms": [{"template": "OPEN"}]}""");
        assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(409);
        JsonNode reason = JsonMapper.shared().readTree(refusal.body());
        assertThat(reason.path("detail").asString()).contains("Version 1.0 of the rulebook says");
        assertThat(reason.path("rulebookRule").asString()).isEqualTo("https://space.example/rulebook#no-ai");
    }
}
