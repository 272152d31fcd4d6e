package eu.twintown.node.trust.simpl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.authority.SandboxAuthority;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
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

    /** Nobody says which version the authority speaks; it has the first one only. */
    @Test
    void theFirstVersionIsFoundWhereThereIsNoOther() {
        try (SandboxAuthority old = SandboxAuthority.start(SandboxAuthority.Plan.USUAL.offering(1));
                TestParticipant ieper = TestParticipant.start(old, "ieper", folder.resolve("a"));
                TestParticipant dinant = TestParticipant.start(old, "dinant", folder.resolve("b"))) {
            ieper.join(old, "CONSUMER");
            dinant.join(old, "DATA_PROVIDER");
            assertThat(ieper.state()).isEqualTo("onboarded");
            assertThat(ieper.manage("POST", "/echo", "")
                            .expect(200)
                            .json()
                            .path("organization")
                            .asString())
                    .isEqualTo("City of ieper");
            assertThat(ieper.simpl.link().version()).isEqualTo(AuthoritySettings.Version.V1);
            assertThat(ieper.get(dinant, "/ngsi-ld/v1/jsonldContexts").status()).isEqualTo(200);
            ieper.manage("POST", "/renew", "").expect(200);
            assertThat(ieper.get(dinant, "/ngsi-ld/v1/jsonldContexts").status()).isEqualTo(200);
            assertThat(old.exchanges())
                    .filteredOn(one -> one.status() < 300)
                    .noneMatch(one ->
                            one.path().startsWith("/tier1/v2") || one.path().startsWith("/tier2/v2"));
            assertThat(old.deviations()).isEmpty();
        }
    }

    /** The certificate was issued long ago and ends in 65 days; it is to be renewed 90 days before its end. */
    @Test
    void aCertificateIsRenewedByItselfBeforeItsEnd() {
        AtomicReference<Duration> behind = new AtomicReference<>(Duration.ofDays(300));
        InstantSource clock = () -> Instant.now().minus(behind.get());
        SandboxAuthority.Plan plan = SandboxAuthority.Plan.USUAL.with(clock);
        try (SandboxAuthority space = SandboxAuthority.start(plan);
                TestParticipant tienen = TestParticipant.start(
                        "tienen",
                        folder.resolve("a"),
                        TestParticipant.yaml(space, "tienen", "")
                                .replace("automatic: false", "automatic: true, renew-before: P90D"),
                        clock)) {
            tienen.join(space, "CONSUMER");
            X509Certificate first = tienen.simpl.installed().certificate().orElseThrow();
            tienen.simpl.start();
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(5))
                    .until(() ->
                            tienen.simpl.installed().certificate().orElseThrow().equals(first));

            behind.set(Duration.ZERO);

            await().atMost(Duration.ofSeconds(60)).until(() -> !tienen.simpl
                    .installed()
                    .certificate()
                    .orElseThrow()
                    .equals(first));
            X509Certificate second = tienen.simpl.installed().certificate().orElseThrow();
            assertThat(second.getPublicKey()).isNotEqualTo(first.getPublicKey());
            assertThat(second.getNotAfter()).isAfter(first.getNotAfter());
            assertThat(tienen.manage("POST", "/echo", "")
                            .expect(200)
                            .json()
                            .path("organization")
                            .asString())
                    .isEqualTo("City of tienen");
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
