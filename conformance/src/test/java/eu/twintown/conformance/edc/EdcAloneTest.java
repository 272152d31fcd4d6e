package eu.twintown.conformance.edc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/** The yardstick: two connectors of EDC, as they are put together here, agree and exchange data with each other. */
@Tag("edc")
@EnabledIfSystemProperty(
        named = "twintown.edc",
        matches = ".+",
        disabledReason = "Eclipse EDC could not be put together from Maven Central")
class EdcAloneTest {

    @Test
    void twoConnectorsNegotiateTransferAndPull() throws IOException, InterruptedException {
        try (SourceServer source = new SourceServer("{\"free\": 7}");
                EdcConnector provider = EdcConnector.start();
                EdcConnector consumer = EdcConnector.start();
                HttpClient http = HttpClient.newHttpClient()) {
            provider.offer("parking", source.url());
            JsonNode dataset = consumer.catalog(provider.participant(), provider.address())
                    .path("dataset")
                    .path(0);
            assertThat(dataset.path("@id").asString()).isEqualTo("parking");

            JsonNode negotiation = consumer.negotiate(
                    provider.participant(),
                    provider.address(),
                    "parking",
                    dataset.path("hasPolicy").path(0));
            assertThat(negotiation.path("state").asString())
                    .as(negotiation.toString())
                    .isEqualTo("FINALIZED");

            JsonNode transfer = consumer.transfer(
                    provider.address(), negotiation.path("contractAgreementId").asString(), "HttpData-PULL");
            assertThat(transfer.path("state").asString())
                    .as(transfer.toString())
                    .isEqualTo("STARTED");

            EdcConnector.Reference reference =
                    consumer.reference(transfer.path("@id").asString());
            HttpRequest pull = HttpRequest.newBuilder(URI.create(reference.endpoint()))
                    .header("Authorization", reference.authorization())
                    .build();
            HttpResponse<String> answer = http.send(pull, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"free\": 7}");
        }
    }
}
