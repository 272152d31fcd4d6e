package eu.twintown.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.join.ApiException;
import eu.twintown.node.join.Application;
import eu.twintown.node.join.Application.Applicant;
import eu.twintown.node.join.AuthorityApi;
import eu.twintown.node.join.Document;
import eu.twintown.node.join.Joining;
import eu.twintown.node.join.NodeApi;
import eu.twintown.node.join.TestSpace;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Peers of the configuration: when they are asked, and what a member may read of them. */
class PeeringTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PEER = """
            peers: [{name: closed, title: Closed City, country: BE, url: "%s", types: [X], register: by-hand}]
            access: {public: [peers]}
            """;

    @TempDir
    private Path folder;

    private TestSpace space;
    private URI asking;
    private URI closed;

    @BeforeEach
    void start() throws Exception {
        space = new TestSpace(folder, "asking", "closed", "gone");
        closed = space.start("closed", "access: {public: [entities]}\n");
        asking = space.start("asking", PEER.formatted(closed));
    }

    @AfterEach
    void stop() {
        space.close();
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aMemberReadsTheCatalogueThatOthersAreRefused() throws Exception {
        HttpResponse<String> bare = get(closed.resolve("/catalogue"));
        assertThat(bare.statusCode()).isEqualTo(401);
        assertThat(bare.body()).contains("participant");

        try (NodeApi node = space.operator("asking");
                AuthorityApi notary = space.notary()) {
            assertThat(new Joining(node, line -> {}).awaitPeer("closed", Duration.ofMillis(1)))
                    .isFalse();
            assertThatThrownBy(() -> node.get("/api/peers/closed/catalogue"))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("refuses its catalogue with status 401")
                    .hasMessageContaining("does not accept this node's proof: ")
                    .extracting(e -> ((ApiException) e).status())
                    .isEqualTo(502);

            Joining joining = new Joining(node, line -> {});
            joining.apply(
                    new Application(
                            "City of asking",
                            "CONSUMER",
                            new Applicant("an", "a-long-secret-of-an", "An", "Applicant", "an@city.example")),
                    wanted -> Optional.of(Document.ofText("a.pdf", List.of("asking"))));
            notary.approveWhenThere("City of asking", List.of(), "", PATIENCE);
            joining.awaitCertificate(PATIENCE);
            joining.awaitMembership(PATIENCE);

            assertThat(joining.awaitPeer("closed", Duration.ofMillis(1))).isTrue();
            // Not later: what was refused for want of the credential is tried again when it comes.
            JsonNode catalogue = node.get("/api/peers/closed/catalogue");
            assertThat(catalogue.toString()).contains(closed + "/catalogue");
            String id = "urn:ngsi-ld:ContextSourceRegistration:peer:closed";
            assertThat(node.get("/api/peers/" + id + "/catalogue")).isEqualTo(catalogue);
        }
    }

    @Test
    void thatCatalogueIsForThisNodesPeopleOnly() throws Exception {
        assertThat(get(asking.resolve("/api/peers/closed/catalogue")).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anUnknownPeerAndAWrongFormatAreNamed() {
        try (NodeApi node = space.operator("asking")) {
            assertThatThrownBy(() -> node.get("/api/peers/nobody/catalogue")).hasMessageContaining("404", "nobody");
            assertThatThrownBy(() -> node.get("/api/peers/closed/catalogue?format=pdf"))
                    .hasMessageContaining("400", "pdf");
        }
    }

    @Test
    void aPeerThatIsAwayIsNamed() {
        space.stop("closed");

        try (NodeApi node = space.operator("asking")) {
            assertThatThrownBy(() -> node.get("/api/peers/closed/catalogue"))
                    .hasMessageContaining("502", closed + " gave no answer");
        }
    }

    @Test
    void aPeerIsAskedOnlyAfterItHasBeenRegisteredByHand() throws Exception {
        assertThat(json(get(asking.resolve("/api/peers")))).isEmpty();

        try (NodeApi node = space.operator("asking")) {
            node.post("/ngsi-ld/v1/csourceRegistrations", JsonMapper.shared().readTree("""
                            {"id": "urn:ngsi-ld:ContextSourceRegistration:peer:closed", "type": "ContextSourceRegistration",
                             "endpoint": "%s", "information": [{"entities": [{"type": "X"}]}]}
                            """.formatted(closed)));
        }

        assertThat(json(get(asking.resolve("/api/peers"))))
                .singleElement()
                .satisfies(peer -> assertThat(peer.path("country").asString()).isEqualTo("BE"));
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }
}
