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

            var answer = bruges.get(ypres, "/ngsi-ld/v1/jsonldContexts");
            assertThat(new String(answer.body(), UTF_8)).isEqualTo("City of bruges [DATA_PROVIDER]");
            var ping = ypres.manage("POST", "/ping", "{\"peer\": \"" + bruges.url() + "\"}")
                    .expect(200)
                    .json();
            assertThat(ping.path("organization").asString()).isEqualTo("City of bruges");
        }
    }

    @Test
    void aNodeThatEndedGoesOnWhereItStopped() {
        try (TestParticipant before = TestParticipant.start(authority, "mechelen", folder)) {
            before.manage(
                            "POST",
                            "/onboarding",
                            TestParticipant.APPLICANT.formatted("mechelen", "mechelen", "Mechelen"))
                    .expect(200);
        }
        String request;
        try (TestParticipant again = TestParticipant.start(authority, "mechelen", folder)) {
            assertThat(again.state()).isEqualTo("requested");
            again.uploadAll();
            again.manage("POST", "/onboarding/submit", "").expect(200);
            request = again.simpl.membership().requestId().orElseThrow();
        }
        authority
                .staff(SandboxAuthority.NOTARY)
                .post("/v1/onboardingRequests/" + request + "/approve")
                .expect(200);
        try (TestParticipant last = TestParticipant.start(authority, "mechelen", folder)) {
            last.simpl.progress().step();
            assertThat(last.state()).isEqualTo("onboarded");
        }
        try (TestParticipant member = TestParticipant.start(authority, "mechelen", folder)) {
            assertThat(member.state()).isEqualTo("onboarded");
            assertThat(member.manage("POST", "/echo", "")
                            .expect(200)
                            .json()
                            .path("organization")
                            .asString())
                    .isEqualTo("Mechelen");
        }
    }

    @Test
    void aCertificateIsRenewedForANewKeyAndPeersGoOn() {
        try (TestParticipant aalst = TestParticipant.start(authority, "aalst", folder.resolve("a"));
                TestParticipant halle = TestParticipant.start(authority, "halle", folder.resolve("b"))) {
            aalst.join(authority, "CONSUMER");
            halle.join(authority, "CONSUMER");
            assertThat(aalst.get(halle, "/ngsi-ld/v1/jsonldContexts").status()).isEqualTo(200);
            var before = aalst.simpl.installed().certificate().orElseThrow();

            aalst.manage("POST", "/renew", "").expect(200);
            var after = aalst.simpl.installed().certificate().orElseThrow();
            assertThat(after.getPublicKey()).isNotEqualTo(before.getPublicKey());
            assertThat(after.getSubjectX500Principal()).isEqualTo(before.getSubjectX500Principal());
            assertThat(aalst.state()).isEqualTo("onboarded");
            assertThat(aalst.get(halle, "/ngsi-ld/v1/jsonldContexts").status()).isEqualTo(200);
            assertThat(halle.get(aalst, "/ngsi-ld/v1/jsonldContexts").status()).isEqualTo(200);
        }
    }

    @Test
    void whatTheAuthorityRefusesComesWithItsWords() {
        try (TestParticipant lier = TestParticipant.start(authority, "lier", folder)) {
            lier.manage("POST", "/onboarding", TestParticipant.APPLICANT.formatted("lier", "lier", "Lier"))
                    .expect(200);
            var refused =
                    lier.manage("POST", "/onboarding/submit", "").expect(502).json();
            assertThat(refused.path("remoteStatus").asString()).startsWith("4");
            assertThat(refused.path("detail").asString()).contains("The authority refused with status 4");
            assertThat(lier.manage("POST", "/onboarding/certificate", "").status())
                    .isEqualTo(409);
            assertThat(lier.manage("POST", "/echo", "").status()).isEqualTo(409);
            assertThat(lier.manage("POST", "/onboarding", TestParticipant.APPLICANT.formatted("x", "x", "x"))
                            .status())
                    .isEqualTo(409);
        }
    }

    @Test
    void theFirstVersionIsSpokenWhereItIsConfigured() {
        String yaml = TestParticipant.yaml(authority, "geel", "").replace("authority: {", "authority: {version: 1, ");
        try (TestParticipant geel = TestParticipant.start("geel", folder, yaml, java.time.InstantSource.system())) {
            geel.join(authority, "CONSUMER");
            assertThat(geel.state()).isEqualTo("onboarded");
            assertThat(geel.manage("POST", "/echo", "")
                            .expect(200)
                            .json()
                            .path("organization")
                            .asString())
                    .isEqualTo("City of geel");
        }
    }
}
