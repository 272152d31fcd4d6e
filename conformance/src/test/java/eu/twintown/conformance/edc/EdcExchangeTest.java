package eu.twintown.conformance.edc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.conformance.edc.EdcConnector.Reference;
import eu.twintown.node.dataspace.transfer.token.AgreementAccess.DataAccess;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/** A node and a connector of EDC 0.15.1 agree and exchange data, in one direction and in the other. */
@Tag("edc")
@EnabledIfSystemProperty(
        named = "twintown.edc",
        matches = ".+",
        disabledReason = "Eclipse EDC could not be put together from Maven Central")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdcExchangeTest {
    private static final String DATA = "{\"free\": 7}";
    private static final String PULL = "HttpData-PULL";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final SourceServer source = new SourceServer(DATA);
    private EdcConnector edc;
    private Town town;

    @BeforeAll
    void start() {
        edc = EdcConnector.start();
        town = new Town("gent");
        edc.believes(town.did());
    }

    @AfterAll
    void stop() {
        Recording.write("exchange", town.received(), edc.received());
        town.close();
        edc.close();
        source.close();
    }

    @Test
    void edcNegotiatesWithTheNodePullsFromItAndIsShutOutWhenTheNodeEndsTheTransfer() {
        String dataset = town.offer("Parking", source.url());
        JsonNode negotiation = negotiatedByEdc(dataset);
        JsonNode agreed = one(town.read("/api/agreements"));
        assertThat(agreed.path("counterparty").asString()).isEqualTo(edc.participant());
        assertThat(agreed.path("state").asString()).isEqualTo("IN_FORCE");

        // EDC has an id of its own for the agreement.
        String agreement = negotiation.path("contractAgreementId").asString();
        JsonNode transfer = edc.transfer(town.address(), agreement, PULL);
        assertThat(transfer.path("state").asString())
                .as(transfer + "\n" + town.read("/api/transfers"))
                .isEqualTo("STARTED");
        Reference reference = edc.reference(transfer.path("@id").asString());
        HttpResponse<String> pulled = pull(reference.endpoint(), reference.authorization());
        assertThat(pulled.statusCode()).as(pulled.body()).isEqualTo(200);
        assertThat(pulled.body()).isEqualTo(DATA);

        String own = transfer.path("correlationId").asString();
        town.post("/api/transfers/" + own + "/terminate", "{\"reason\": \"The pilot is over\"}");
        assertThat(pull(reference.endpoint(), reference.authorization()).statusCode())
                .isIn(401, 403);
        assertThat(edc.awaitTransfer(transfer.path("@id").asString(), "TERMINATED")
                        .path("state")
                        .asString())
                .isEqualTo("TERMINATED");
    }

    @Test
    void edcPullsEntitiesFromTheNodeAndSeesOnlyWhatWasAgreed() {
        town.post("/ngsi-ld/v1/entities", entity("OffStreetParking", "open"));
        town.post("/ngsi-ld/v1/entities", entity("TrafficFlowObserved", "closed"));
        JsonNode negotiation = negotiatedByEdc(town.offerEntities("Car parks", "OffStreetParking"));
        JsonNode transfer = edc.transfer(
                town.address(), negotiation.path("contractAgreementId").asString(), "NgsiLd-PULL");
        assertThat(transfer.path("state").asString()).as(transfer.toString()).isEqualTo("STARTED");
        Reference reference = edc.reference(transfer.path("@id").asString());
        HttpResponse<String> pulled = pull(reference.endpoint() + "/entities?local=true", reference.authorization());
        assertThat(pulled.statusCode()).as(pulled.body()).isEqualTo(200);
        assertThat(pulled.body()).contains("urn:ngsi-ld:open").doesNotContain("urn:ngsi-ld:closed");
    }

    @Test
    void theNodeNegotiatesWithEdcPullsFromItAndCompletesTheTransfer() {
        edc.offer("counters", source.url());
        JsonNode catalogue = town.read("/api/dataspace/catalogue?participant=" + encoded(edc.participant())
                + "&address=" + encoded(edc.address()));
        assertThat(one(catalogue.path("datasets")).path("@id").asString()).isEqualTo("counters");

        JsonNode begun = town.post("/api/negotiations", """
                {"participant": "%s", "address": "%s", "dataset": "counters"}""".formatted(edc.participant(), edc.address()));
        JsonNode negotiation =
                awaitState("/api/negotiations/" + begun.path("id").asString(), "FINALIZED");
        String agreement = negotiation.path("agreement").asString();

        JsonNode requested = town.post("/api/transfers", """
                {"agreement": "%s", "format": "%s"}""".formatted(agreement, PULL));
        String path = "/api/transfers/" + requested.path("id").asString();
        awaitState(path, "STARTED");
        DataAccess access = town.access(agreement).orElseThrow();
        HttpResponse<String> pulled = pull(access.endpoint().toString(), "Bearer " + access.token());
        assertThat(pulled.statusCode()).as(pulled.body()).isEqualTo(200);
        assertThat(pulled.body()).isEqualTo(DATA);

        town.post(path + "/complete", "{}");
        String theirs = town.read(path).path("providerPid").asString();
        // EDC tidies up after it.
        assertThat(edc.awaitTransfer(theirs, "COMPLETED", "DEPROVISIONED")
                        .path("type")
                        .asString())
                .isEqualTo("PROVIDER");
        assertThat(edc.received())
                .anySatisfy(message -> assertThat(message.path()).endsWith(theirs + "/completion"))
                .noneSatisfy(message -> assertThat(message.path()).endsWith(theirs + "/termination"));
    }

    /** EDC asks for what the node offers; the negotiation, finalised. */
    private JsonNode negotiatedByEdc(String dataset) {
        JsonNode all = edc.catalog(town.did(), town.address()).path("dataset");
        JsonNode shown = StreamSupport.stream((all.isArray() ? all : List.of(all)).spliterator(), false)
                .filter(one -> one.path("@id").asString().equals(dataset))
                .findFirst()
                .orElseThrow(() -> new AssertionError(dataset + " is not in " + all));
        JsonNode negotiation = edc.negotiate(town.did(), town.address(), dataset, one(shown.path("hasPolicy")));
        assertThat(negotiation.path("state").asString())
                .as(negotiation + "\n" + town.read("/api/negotiations"))
                .isEqualTo("FINALIZED");
        return negotiation;
    }

    private static String entity(String type, String name) {
        return """
                {"id": "urn:ngsi-ld:%s", "type": "%s", "name": {"type": "Property", "value": "%1$s"}}""".formatted(name, type);
    }

    private JsonNode awaitState(String path, String state) {
        return await(path).atMost(PATIENCE).until(() -> town.read(path), node -> {
            String now = node.path("state").asString();
            assertThat(now).as(node.toString()).isNotEqualTo(state.equals("TERMINATED") ? "" : "TERMINATED");
            return now.equals(state);
        });
    }

    private HttpResponse<String> pull(String endpoint, String authorization) {
        return town.send(HttpRequest.newBuilder(URI.create(endpoint)).header("Authorization", authorization));
    }

    /** JSON-LD writes a list of one as it likes. */
    private static JsonNode one(JsonNode node) {
        return node.isArray() ? node.path(0) : node;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
