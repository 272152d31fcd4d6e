package eu.twintown.node.join;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node or an authority may answer, and what is made of it. */
class ApiClientTest {
    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    @BeforeEach
    void start() {
        server.start();
        tokens("first", 600);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void tokens(String token, int seconds) {
        server.stubFor(post("/oidc/token")
                .willReturn(okJson("{\"access_token\": \"" + token + "\", \"expires_in\": " + seconds + "}")));
    }

    private NodeApi api() {
        return new NodeApi(URI.create(server.baseUrl() + "/"), "a client", "a:secret");
    }

    @Test
    void aTokenIsAskedForOnceAndSent() {
        server.stubFor(get("/api/node").willReturn(okJson("{\"name\": \"ghent\"}")));

        try (NodeApi api = api()) {
            api.get("/api/node");
            assertThat(api.get("/api/node").path("name").asString()).isEqualTo("ghent");
        }

        server.verify(
                1,
                postRequestedFor(urlEqualTo("/oidc/token"))
                        .withHeader("Authorization", equalTo("Basic YStjbGllbnQ6YSUzQXNlY3JldA=="))
                        .withRequestBody(equalTo("grant_type=client_credentials")));
        server.verify(2, getRequestedFor(urlEqualTo("/api/node")).withHeader("Authorization", equalTo("Bearer first")));
    }

    @Test
    void aTokenThatEndsSoonIsNotUsedTwice() {
        tokens("short", 20);
        server.stubFor(get("/api/node").willReturn(okJson("{}")));

        try (NodeApi api = api()) {
            api.get("/api/node");
            api.get("/api/node");
        }

        server.verify(2, postRequestedFor(urlEqualTo("/oidc/token")));
    }

    @Test
    void aTokenThatIsRefusedIsReplacedOnce() {
        server.stubFor(get("/api/node").willReturn(aResponse().withStatus(401)));

        try (NodeApi api = api()) {
            assertThatThrownBy(() -> api.get("/api/node")).isInstanceOf(ApiException.class);
        }

        server.verify(2, postRequestedFor(urlEqualTo("/oidc/token")));
        server.verify(2, getRequestedFor(urlEqualTo("/api/node")));
    }

    @Test
    void aProblemIsToldInTheNodesOwnWords() {
        server.stubFor(get("/api/simpl")
                .willReturn(aResponse()
                        .withStatus(502)
                        .withBody("{\"title\": \"Bad Gateway\", \"detail\": \"the authority is away\"}")));

        try (NodeApi api = api()) {
            assertThatThrownBy(() -> api.get("/api/simpl"))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("/api/simpl was refused with status 502: the authority is away")
                    .extracting(e -> ((ApiException) e).status())
                    .isEqualTo(502);
        }
    }

    @Test
    void aWrongSecretSaysSoAndDoesNotTellIt() {
        server.stubFor(post("/oidc/token")
                .willReturn(aResponse()
                        .withStatus(401)
                        .withBody("{\"error\": \"invalid_client\", \"error_description\": \"unknown client\"}")));

        try (NodeApi api = api()) {
            assertThatThrownBy(() -> api.get("/api/simpl"))
                    .hasMessageContaining("unknown client")
                    .hasMessageNotContaining("a:secret");
        }
    }

    @Test
    void anAnswerThatIsNoJsonIsNamed() {
        server.stubFor(get("/api/node").willReturn(aResponse().withBody("<html>")));

        try (NodeApi api = api()) {
            assertThatThrownBy(() -> api.get("/api/node")).hasMessageContaining("not JSON");
        }
    }

    @Test
    void whereNothingAnswersItCanBeTriedAgain() {
        try (NodeApi api = api()) {
            server.stop();
            assertThatThrownBy(() -> api.get("/api/node"))
                    .isInstanceOf(ApiException.class)
                    .matches(e -> ((ApiException) e).isUnreachable())
                    .hasMessageContaining("does not answer");
        }
    }
}
