package eu.twintown.node.dataspace.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.policy.Asset;
import eu.twintown.kernel.policy.Party;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.text.Template;
import eu.twintown.node.dataspace.Http;
import eu.twintown.node.dataspace.Town;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A document of an agreement between two towns: made, exchanged over HTTP, signed by both, exported, verified. */
class PapersTest {
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-000000000001";
    private static final String PATH = "/api/agreements/" + ID + "/document";
    private static final DocumentSettings SETTINGS = new DocumentSettings(
            true,
            true,
            DocumentSettings.CLAUSES,
            Locale.GERMAN,
            Map.of("law", "Recht der Bundesrepublik Deutschland", "court", "Münster", "pilotEnd", "2027-11-30"));

    @TempDir
    private Path folder;

    private Town muenster;
    private Town ghent;
    private Agreements given;
    private Agreements received;
    private Papers giving;

    @BeforeEach
    void open() {
        List<Town> towns = Town.several(folder, 2);
        muenster = towns.get(0);
        ghent = towns.get(1);
        given = new Agreements(muenster.store.store().documents(), muenster.clock);
        received = new Agreements(ghent.store.store().documents(), ghent.clock);
        giving = open(muenster, given, SETTINGS);
    }

    @AfterEach
    void close() {
        muenster.close();
        ghent.close();
    }

    private Papers open(Town town, Agreements agreements, DocumentSettings settings) {
        Papers papers = new Papers(
                settings,
                new Papers.Surroundings(
                        agreements,
                        town.store.store().processes(),
                        (participant, request) -> town.outgoing.send(request),
                        town.seals,
                        town.addresses::of,
                        id -> Optional.of("Parkhäuser der Stadt"),
                        did -> did.equals(muenster.id()) ? "Stadt Münster" : did.equals(ghent.id()) ? "Stad Gent" : did,
                        DeliverySettings.DEFAULT.withRacePatience(Duration.ofMillis(10)),
                        town.clock));
        town.open(List.of(new PaperRoutes(papers, town.seals, town.bodies)), papers);
        papers.start();
        return papers;
    }

    private Agreement agreement(Side side, String counterparty, Template template) {
        Policy policy = template.offer("urn:offer", Template.Choices.until(LocalDate.of(2027, 6, 30)))
                .agreed(
                        ID,
                        new Policy.Shared(
                                Optional.of(new Asset("urn:dataset:parking")),
                                Optional.of(new Party(muenster.id())),
                                Optional.of(new Party(ghent.id())),
                                Optional.of("2026-11-22T12:00:00Z")));
        return new Agreement(
                ID,
                side,
                counterparty,
                URI.create("http://localhost/dsp"),
                "urn:dataset:parking",
                "n",
                policy,
                muenster.clock.instant(),
                List.of(new Agreement.Event(muenster.clock.instant(), AgreementState.PENDING, counterparty, "")));
    }

    /** Both sides conclude; the provider's last. */
    private void conclude(Template atConsumer) {
        received.add(agreement(Side.CONSUMER, muenster.id(), atConsumer));
        received.change(ID, AgreementState.IN_FORCE, "test", "");
        given.add(agreement(Side.PROVIDER, ghent.id(), Template.RESEARCH));
        given.change(ID, AgreementState.IN_FORCE, "test", "");
    }

    private void awaitState(Town town, String state) {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        town.http().get(PATH).json().path("state").asString("").equals(state));
    }

    private JsonNode verify(Town town, byte[] file, String type) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(town.url().resolve("/api/documents/verify"))
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] body(Http.Reply reply) {
        return reply.expect(200).response().body();
    }

    @Test
    void bothSidesSignAndKeepTheSameDocument() {
        open(ghent, received, SETTINGS);
        conclude(Template.RESEARCH);
        awaitState(muenster, "SIGNED");

        JsonNode here = muenster.http().get(PATH).json();
        JsonNode there = ghent.http().get(PATH).json();
        assertThat(here.path("document")).isEqualTo(there.path("document"));
        assertThat(here.path("signatures")).isEqualTo(there.path("signatures")).hasSize(2);
        assertThat(here.at("/document/policyHash").asString())
                .isEqualTo(Paper.hash(
                        agreement(Side.PROVIDER, ghent.id(), Template.RESEARCH).policy()));
        assertThat(here.at("/document/texts").propertyNames()).containsExactlyInAnyOrder("en", "de", "nl", "fr", "es");
        JsonNode verdict = verify(ghent, here.toString().getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(verdict.path("valid").asBoolean()).as(verdict.toString()).isTrue();
        assertThat(verdict.path("checks")).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "nl", "fr", "es"})
    void thePdfSaysItInEveryLanguageAndCarriesTheMachinePart(String language) throws IOException {
        open(ghent, received, SETTINGS);
        conclude(Template.RESEARCH);
        awaitState(muenster, "SIGNED");

        byte[] pdf = body(muenster.http().get(PATH + "?language=" + language, "Accept", "application/pdf"));
        StringBuilder text = new StringBuilder();
        try (PdfReader reader = new PdfReader(pdf)) {
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(new PdfTextExtractor(reader).getTextFromPage(page)).append('\n');
            }
        }
        String flat = text.toString().replaceAll("\\s+", " ");
        String title =
                switch (language) {
                    case "de" -> "Datenvereinbarung: Parkhäuser der Stadt";
                    case "nl" -> "Data-overeenkomst: Parkhäuser der Stadt";
                    case "fr" -> "Accord sur les données : Parkhäuser der Stadt";
                    case "es" -> "Acuerdo sobre datos: Parkhäuser der Stadt";
                    default -> "Data agreement: Parkhäuser der Stadt";
                };
        assertThat(flat).contains(title).contains("Stad Gent").contains("2027-11-30");
        assertThat(JsonMapper.shared()
                        .readTree(PdfFile.machinePart(pdf).orElseThrow())
                        .path("hash"))
                .isEqualTo(muenster.http().get(PATH).json().path("hash"));
        assertThat(verify(ghent, pdf, "application/pdf").path("valid").asBoolean())
                .isTrue();
        String written = System.getProperty("twintown.test.pdf", "");
        if (!written.isEmpty()) {
            Files.write(Path.of(written, "agreement-" + language + ".pdf"), pdf);
        }
    }

    @Test
    void oneAlteredByteOfThePdfIsRefusedWhereverItIs() {
        open(ghent, received, SETTINGS);
        conclude(Template.RESEARCH);
        awaitState(muenster, "SIGNED");
        byte[] pdf = body(muenster.http().get(PATH, "Accept", "application/pdf"));
        for (int i = 0; i < 40; i++) {
            byte[] altered = pdf.clone();
            int at = (int) ((long) i * (pdf.length - 1) / 39);
            altered[at] ^= 1;
            assertThat(verify(muenster, altered, "application/pdf")
                            .path("valid")
                            .asBoolean())
                    .as("byte " + at + " of " + pdf.length)
                    .isFalse();
        }
    }

    @Test
    void theHtmlPageTellsWhichByteWasAltered() {
        open(ghent, received, SETTINGS);
        conclude(Template.RESEARCH);
        awaitState(muenster, "SIGNED");
        byte[] html = body(muenster.http().get(PATH, "Accept", "text/html", "Accept-Language", "fr"));
        JsonNode good = verify(ghent, html, "text/html");
        assertThat(good.path("valid").asBoolean()).as(good.toString()).isTrue();

        String page = new String(html, StandardCharsets.UTF_8);
        byte[] altered =
                page.replaceFirst("n’est ni exclusif", "n’est pas exclusif").getBytes(StandardCharsets.UTF_8);
        JsonNode bad = verify(ghent, altered, "text/html");
        assertThat(bad.path("valid").asBoolean()).isFalse();
        JsonNode text = bad.path("checks")
                .valueStream()
                .filter(check -> check.path("check").asString().equals("text"))
                .findFirst()
                .orElseThrow();
        assertThat(text.path("byte").asInt()).isEqualTo(Arrays.mismatch(html, altered));
        assertThat(text.path("detail").asString()).contains("pas exclusif");
    }

    @Test
    void anAlteredMachinePartIsRefusedByItsSignaturesAndComparedWithWhatIsKept() {
        open(ghent, received, SETTINGS);
        conclude(Template.RESEARCH);
        awaitState(muenster, "SIGNED");
        ObjectNode json = (ObjectNode) muenster.http().get(PATH).json();
        ((ObjectNode) json.at("/document/parameters")).put("court", "Gent");
        json.put("hash", Paper.hash(json.path("document")));

        JsonNode verdict = verify(ghent, json.toString().getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(verdict.path("valid").asBoolean()).isFalse();
        assertThat(verdict.path("checks").toString())
                .contains("The document is not the one that was signed")
                .contains("the canonical forms differ from byte");
        assertThat(verify(ghent, "{}".getBytes(StandardCharsets.UTF_8), "application/json")
                        .path("valid")
                        .asBoolean())
                .isFalse();
        assertThat(verify(ghent, new byte[] {1, 2, 3}, "application/pdf")
                        .path("valid")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void aDocumentOfAnotherPolicyThanAgreedIsRefused() {
        open(ghent, received, SETTINGS);
        conclude(Template.OPEN);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            // It is tried again for a while, since the other side may be behind.
            muenster.now.updateAndGet(now -> now.plusSeconds(1));
            ghent.now.set(muenster.now.get());
            return muenster.http().get(PATH).json().path("state").asString("").equals("REFUSED");
        });
        assertThat(muenster.http().get(PATH).json().at("/timeline").toString()).contains("not the one that was agreed");
        ghent.http().get(PATH).expect(404);
    }

    @Test
    void whereAPersonSignsTheDocumentWaitsForIt() {
        open(ghent, received, new DocumentSettings(true, false, DocumentSettings.CLAUSES, Locale.ENGLISH, Map.of()));
        conclude(Template.RESEARCH);
        await().until(() -> ghent.http().get(PATH).status() == 200);
        assertThat(ghent.http().get(PATH).json().path("state").asString()).isEqualTo("WAITING");
        assertThat(new String(body(muenster.http().get(PATH, "Accept", "text/html")), StandardCharsets.UTF_8))
                .contains("Not signed yet by Stad Gent.");
        assertThat(verify(
                                muenster,
                                muenster.http().get(PATH).text().getBytes(StandardCharsets.UTF_8),
                                "application/json")
                        .path("valid")
                        .asBoolean())
                .isFalse();

        ghent.http().post(PATH + "/sign", "{}").expect(200);
        awaitState(muenster, "SIGNED");
        muenster.http().post(PATH + "/sign", "{}").expect(200);
        assertThat(muenster.http().get(PATH).json().path("signatures")).hasSize(2);
    }

    @Test
    void aDocumentThatCannotBeDeliveredIsKeptWithTheReason() {
        given.add(agreement(Side.PROVIDER, "did:web:nobody.example", Template.RESEARCH));
        given.change(ID, AgreementState.IN_FORCE, "test", "");
        awaitState(muenster, "REFUSED");
        assertThat(muenster.http().get(PATH).json().path("signatures")).hasSize(1);
        assertThat(giving.find(ID).orElseThrow().timeline().getLast().reason()).contains("cannot be reached");
        muenster.http().get("/api/agreements/urn:none/document").expect(404);
        muenster.http().get(PATH + "?language=it").expect(400);
        muenster.http().get(PATH, "Accept", "image/png").expect(406);
    }
}
