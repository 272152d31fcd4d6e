package eu.twintown.node.demo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import eu.twintown.node.join.ApiException;
import eu.twintown.node.join.NodeApi;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaderFileTest {
    private static final Duration STEP = Duration.ofMillis(50);

    private final WireMockServer node = new WireMockServer(options().dynamicPort());

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop();
    }

    private void gives(String token, int seconds) {
        node.stubFor(post(urlEqualTo("/oidc/token")).willReturn(okJson("""
                {"access_token": "%s", "token_type": "Bearer", "expires_in": %d}""".formatted(token, seconds))));
    }

    private HeaderFile keep(Path file) {
        return HeaderFile.keep(new NodeApi(URI.create(node.baseUrl()), "demo", "secret"), file, STEP);
    }

    @Test
    void holdsOneHeaderThatOnlyItsOwnerReads() throws Exception {
        gives("first", 300);
        try (HeaderFile header = keep(folder.resolve("ghent.header"))) {
            assertThat(header.file()).hasContent("Authorization: Bearer first\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(header.file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void isWrittenAnewBeforeTheTokenEndsAlsoAfterTheNodeWasGone() {
        gives("first", 1); // less than the half minute to spare: each look asks for another
        try (HeaderFile header = keep(folder.resolve("ghent.header"))) {
            gives("second", 1);
            await().untilAsserted(() -> assertThat(header.file()).hasContent("Authorization: Bearer second\n"));
            node.stubFor(post(urlEqualTo("/oidc/token")).willReturn(aResponse().withStatus(503)));
            await().until(() -> node.getAllServeEvents().stream()
                    .anyMatch(event -> event.getResponse().getStatus() == 503));
            gives("third", 300);
            await().untilAsserted(() -> assertThat(header.file()).hasContent("Authorization: Bearer third\n"));
        }
    }

    @Test
    void whereTheNodeGivesNoTokenThereIsNoFile() {
        node.stubFor(post(urlEqualTo("/oidc/token")).willReturn(aResponse().withStatus(401)));
        Path file = folder.resolve("ghent.header");
        assertThatThrownBy(() -> keep(file)).isInstanceOf(ApiException.class);
        assertThat(file).doesNotExist();
    }
}
