package eu.twintown.node.dataspace.dsp;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.dsp.catalog.CatalogClient;
import eu.twintown.node.http.outgoing.OutgoingClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Catalog Protocol over HTTP: pages, filters, single datasets, errors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogTest {
    private static final String ME = "did:web:muenster.example";
    private static final int MANY = 120;

    private DspNode node;
    private CatalogClient client;

    @BeforeAll
    void start() {
        node = new DspNode("did:web:gent.example").start();
        for (int i = 0; i < MANY; i++) {
            node.publish("urn:dataset:%03d".formatted(i), Policies.until("urn:offer:" + i, 2030));
        }
        node.publish("urn:dataset:hidden");
        client = new CatalogClient((participant, request) -> node.outgoing().send(DspNode.as(ME, request)));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private OutgoingClient.Response request(String filter) {
        String body = "{\"@context\":[\"https://w3id.org/dspace/2025/1/context.jsonld\"],"
                + "\"@type\":\"CatalogRequestMessage\"" + filter + "}";
        return node.outgoing()
                .send(DspNode.as(
                        ME,
                        new OutgoingClient.Request(
                                "POST",
                                URI.create(node.base() + "/catalog/request"),
                                Map.of("Content-Type", "application/json"),
                                body.getBytes(StandardCharsets.UTF_8),
                                Duration.ofSeconds(10))));
    }

    private static JsonNode json(OutgoingClient.Response response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void allPublishedDatasetsComePageByPageEachOnce() {
        List<String> found = new ArrayList<>();
        CatalogClient.Page page = client.catalog(node.id, node.base());
        int pages = 1;
        while (true) {
            page.catalog()
                    .path("dataset")
                    .forEach(one -> found.add(one.path("@id").asString()));
            Optional<URI> next = page.next();
            if (next.isEmpty()) {
                break;
            }
            page = client.page(node.id, next.get());
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(found).hasSize(MANY).doesNotHaveDuplicates().isSorted().doesNotContain("urn:dataset:hidden");
        assertThat(new TreeSet<>(found)).hasSize(MANY);
    }

    @Test
    void aCatalogSaysWhoseItIsAndWhereItsDatasetsAreHad() {
        ObjectNode catalog = client.catalog(node.id, node.base()).catalog();
        assertThat(catalog.path("participantId").asString()).isEqualTo(node.id);
        assertThat(catalog.path("service").path(0).path("endpointURL").asString())
                .isEqualTo(node.base().toString());
        JsonNode dataset = catalog.path("dataset").path(0);
        assertThat(dataset.path("hasPolicy").path(0).path("@type").asString()).isEqualTo("Offer");
        assertThat(dataset.path("hasPolicy").path(0).has("target")).isFalse();
        assertThat(dataset.path("distribution")
                        .path(0)
                        .path("accessService")
                        .path("endpointURL")
                        .asString())
                .isEqualTo(node.base().toString());
    }

    @Test
    void oneDatasetComesWithItsOffersAndAnUnknownOneNot() {
        ObjectNode dataset = client.dataset(node.id, node.base(), "urn:dataset:007");
        assertThat(CatalogClient.offers(dataset)).hasSize(1).first().satisfies(offer -> assertThat(offer.id())
                .isEqualTo("urn:offer:7"));
        Assertions.assertThatThrownBy(() -> client.dataset(node.id, node.base(), "urn:dataset:hidden"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void filtersNarrowAndThoseThatAreNotKnownAreRefused() {
        assertThat(json(request(",\"filter\":[{\"text\":\"DATASET:01\"}]")).path("dataset"))
                .hasSize(10);
        assertThat(json(request(",\"filter\":[{\"type\":\"Parking\",\"limit\":5,\"offset\":2}]"))
                        .path("dataset"))
                .hasSize(5)
                .first()
                .satisfies(one -> assertThat(one.path("@id").asString()).isEqualTo("urn:dataset:002"));
        assertThat(json(request(",\"filter\":{\"type\":\"Bridge\"}")).has("dataset"))
                .isFalse();
        assertThat(json(request(",\"filter\":[]")).path("dataset")).hasSize(50);
        assertThat(json(request(",\"filter\":[{\"@type\":\"QuerySpec\",\"limit\":50,\"offset\":100}]"))
                        .path("dataset"))
                .hasSize(20);

        OutgoingClient.Response refused = request(",\"filter\":[{\"filterExpression\":[{\"operandLeft\":\"x\"}]}]");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(json(refused).path("@type").asString()).isEqualTo("CatalogError");
        assertThat(json(refused).path("code").asString()).isEqualTo("UNSUPPORTED_FILTER");
    }

    @Test
    void whatIsPublishedLaterIsInTheNextAnswer() {
        DspNode other = new DspNode("did:web:other.example").start();
        try {
            CatalogClient theirs =
                    new CatalogClient((participant, request) -> other.outgoing().send(DspNode.as(ME, request)));
            assertThat(theirs.catalog(other.id, other.base()).catalog().has("dataset"))
                    .isFalse();
            other.publish("urn:dataset:new", Policies.open("urn:offer:new"));
            assertThat(theirs.catalog(other.id, other.base()).catalog().path("dataset"))
                    .hasSize(1);
        } finally {
            other.close();
        }
    }
}
