package eu.twintown.node.join;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import eu.twintown.node.join.Joining.Membership;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose authority is late: the node says 502, and joining goes on when it is there. */
class SlowAuthorityTest {
    private static final Application CITY = new Application(
            "City of test",
            "DATA_PROVIDER",
            new Application.Applicant("an", "a-long-secret-of-an", "An", "Applicant", "an@city.test"));
    private static final String UPLOAD = "/api/simpl/onboarding/documents/profile";

    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    @BeforeEach
    void start() {
        server.start();
        server.stubFor(post("/oidc/token").willReturn(okJson("{\"access_token\": \"one\", \"expires_in\": 600}")));
        server.stubFor(get("/api/organisation").willReturn(okJson("""
                {"did": "did:web:city.test", "credentials": [{"types": ["MembershipCredential"], "state": "VALID"}]}
                """)));
        state("requested");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void state(String state) {
        server.stubFor(get("/api/simpl").willReturn(okJson(view(state))));
    }

    private static String view(String state) {
        return """
                {"configured": true, "state": "%s", "participantId": "7", "onboarding": {"documents":
                    [{"id": "profile", "name": "Profile", "required": true, "uploaded": null}]}}
                """.formatted(state);
    }

    private Membership join(Duration patience) {
        try (NodeApi node = new NodeApi(URI.create(server.baseUrl()), "joining", "secret")) {
            return new Joining(node, step -> {})
                    .join(CITY, wanted -> Optional.of(Document.ofText("profile.pdf", List.of("A city"))), patience);
        }
    }

    @Test
    void itIsAskedAgain() {
        server.stubFor(post(UPLOAD)
                .inScenario("slow")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(502))
                .willSetStateTo("there"));
        server.stubFor(
                post(UPLOAD).inScenario("slow").whenScenarioStateIs("there").willReturn(okJson("{}")));
        server.stubFor(post("/api/simpl/onboarding/submit").willReturn(okJson(view("requested"))));
        server.stubFor(post("/api/simpl/onboarding/certificate").willReturn(okJson(view("onboarded"))));

        assertThat(join(Duration.ofSeconds(20)).participantId()).isEqualTo("7");

        server.verify(2, postRequestedFor(urlEqualTo(UPLOAD)));
    }

    @Test
    void notForEver() {
        server.stubFor(post(UPLOAD).willReturn(aResponse().withStatus(502)));

        assertThatThrownBy(() -> join(Duration.ofMillis(700)))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("502");
    }

    @Test
    void aRefusalIsNoReasonToAskAgain() {
        server.stubFor(post(UPLOAD).willReturn(aResponse().withStatus(400)));

        assertThatThrownBy(() -> join(Duration.ofSeconds(20))).isInstanceOf(ApiException.class);

        server.verify(1, postRequestedFor(urlEqualTo(UPLOAD)));
    }
}
