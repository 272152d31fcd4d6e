package eu.twintown.node.trust.simpl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.authority.SandboxAuthority;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way into a data space and what a member can do there, against the sandbox authority. */
@Tag("simpl")
@Timeout(120)
class SimplParticipantTest {
    private static SandboxAuthority authority;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        authority = SandboxAuthority.start();
    }

    @AfterEach
    void requestsAreAsTheContractsSay() {
        assertThat(authority.deviations()).isEmpty();
    }

    @AfterAll
    static void stop() {
        authority.close();
    }

    @Test
    void aCityJoinsFromRequestToEcho() {
        try (TestParticipant ghent = TestParticipant.start(authority, "ghent", folder)) {
            assertThat(ghent.state()).isEqualTo("not-started");
            ghent.apply();
            assertThat(ghent.state()).isEqualTo("in-review");
        }
    }

    @Test
    void membersReachEachOther() {
        try (TestParticipant bruges = TestParticipant.start(authority, "bruges", folder.resolve("a"));
                TestParticipant ypres = TestParticipant.start(authority, "ypres", folder.resolve("b"))) {
            bruges.join(authority, "DATA_PROVIDER");
            ypres.join(authority, "CONSUMER");
            assertThat(bruges.state()).isEqualTo("onboarded");

            var answer = bruges.get(ypres, "/ngsi-ld/v1/entities");
            assertThat(new String(answer.body(), UTF_8)).isEqualTo("City of bruges [DATA_PROVIDER]");
            var ping = ypres.manage("POST", "/ping", "{\"peer\": \"" + bruges.url() + "\"}")
                    .expect(200)
                    .json();
            assertThat(ping.path("organization").asString()).isEqualTo("City of bruges");
        }
    }
}
