package eu.twintown.node.trust.simpl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.authority.Faults;
import eu.twintown.node.authority.SandboxAuthority;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.TrustAnchors;
import eu.twintown.node.trust.simpl.proof.CredentialId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in at tier 2 and who is not, between two members of one data space. */
@Tag("simpl")
@Timeout(180)
class Tier2AccessTest {
    @TempDir
    private static Path folder;

    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);
    private static SandboxAuthority authority;
    private static TestParticipant provider;
    private static TestParticipant consumer;

    @BeforeAll
    static void start() {
        authority = SandboxAuthority.start();
        provider = TestParticipant.start(
                        "provider",
                        folder.resolve("provider"),
                        TestParticipant.yaml(
                                authority, "provider", "  tier2: {needs: [CONSUMER], without-proof: [/catalogue]}\n"),
                        () -> Instant.now().plus(AHEAD.get()))
                .join(authority, "DATA_PROVIDER");
        consumer = TestParticipant.start(authority, "consumer", folder.resolve("consumer"))
                .join(authority, "CONSUMER");
    }

    @AfterEach
    void back() {
        AHEAD.set(Duration.ZERO);
        authority.authority().faults().set(Faults.Switches.NONE);
        consumer.simpl.link().proof().forget();
        assertThat(authority.deviations()).isEmpty();
    }

    @AfterAll
    static void stop() {
        consumer.close();
        provider.close();
        authority.close();
    }

    private static String text(Response response) {
        return new String(response.body(), UTF_8);
    }

    private static Request request(String method, String path, String body) {
        return new Request(
                method,
                URI.create(provider.url() + path),
                Map.of("Content-Type", "application/json"),
                body.getBytes(UTF_8),
                Duration.ofSeconds(10));
    }

    private static Response handOver(TestParticipant bearer, String proof) {
        return bearer.simpl.link().bare(request("POST", "/tier2/v2/ephemeralProof", "{\"proof\": \"" + proof + "\"}"));
    }

    @Test
    void aMemberWithAValidProofAndTheAttributeIsLetIn() {
        Response answer = consumer.get(provider, "/ngsi-ld/v1/jsonldContexts");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("City of consumer [CONSUMER]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ngsi-ld/v1/jsonldContexts", "/catalogue", "/tier2/v2/ping"})
    void whoShowsNoCertificateIsTold401(String path) {
        consumer.outgoing().useTls("bare", ClientTls.trusting(TrustAnchors.of(List.of(authority.root()))));
        Response answer = consumer.outgoing().send(request("GET", path, "").withTls("bare"));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void whoHandsOverAProofWithoutACertificateIsToldInTheWordsOfTheContract() {
        consumer.outgoing().useTls("bare", ClientTls.trusting(TrustAnchors.of(List.of(authority.root()))));
        Response answer = consumer.outgoing()
                .send(request("POST", "/tier2/v2/ephemeralProof", "{\"proof\": \"x\"}")
                        .withTls("bare"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(text(answer)).contains("urn:problem-type:simpl:missingTier2Credential");
    }

    private static final String PREFLIGHT = "  proof: {preflight: proofHash}\n";

    @Test
    void aPreflightTellsWhetherAProofIsAtHand() {
        try (TestParticipant asked = TestParticipant.start(
                                "asked",
                                folder.resolve("asked"),
                                TestParticipant.yaml(authority, "asked", PREFLIGHT),
                                InstantSource.system())
                        .join(authority, "DATA_PROVIDER");
                TestParticipant asking = TestParticipant.start(
                                "asking",
                                folder.resolve("asking"),
                                TestParticipant.yaml(authority, "asking", PREFLIGHT),
                                InstantSource.system())
                        .join(authority, "CONSUMER")) {
            String route = asked.url() + "/tier2/v2/ephemeralProof?proofHash=";
            String hash = asking.simpl.link().proof().get().hash();
            assertThat(options(asking, route + hash)).as("not yet").isEqualTo(204);
            assertThat(asking.get(asked, "/ngsi-ld/v1/jsonldContexts").status()).isEqualTo(200);
            assertThat(options(asking, route + hash)).as("now it is").isEqualTo(200);
            assertThat(options(asking, route + "0".repeat(64))).isEqualTo(204);
            assertThat(options(consumer, route + hash))
                    .as("nobody learns about the proofs of others")
                    .isEqualTo(204);
        }
    }

    @Test
    void aPreflightWithoutACertificateIsRefused() {
        consumer.outgoing().useTls("bare", ClientTls.trusting(TrustAnchors.of(List.of(authority.root()))));
        Response answer = consumer.outgoing()
                .send(request("OPTIONS", "/tier2/v2/ephemeralProof", "").withTls("bare"));
        assertThat(answer.status()).isEqualTo(401);
    }

    private static int options(TestParticipant who, String url) {
        return who.simpl
                .link()
                .bare(new Request("OPTIONS", URI.create(url), Map.of(), new byte[0], Duration.ofSeconds(10)))
                .status();
    }

    @Test
    void aMemberWithoutAProofIsToldToHandOneOver() {
        try (TestParticipant late =
                TestParticipant.start(authority, "late", folder.resolve("late")).join(authority, "CONSUMER")) {
            Response answer = late.simpl.link().bare(request("GET", "/ngsi-ld/v1/jsonldContexts", ""));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(text(answer)).contains("/tier2/v2/ephemeralProof");
            assertThat(late.simpl
                            .link()
                            .bare(request("GET", "/tier2/v2/ping", ""))
                            .status())
                    .isEqualTo(401);
            // Where the deployment skips the proof, the certificate is enough; but it says nothing of attributes.
            Response skipped = late.simpl.link().bare(request("GET", "/catalogue", ""));
            assertThat(skipped.status()).isEqualTo(200);
            assertThat(text(skipped)).contains("CN=late.test").endsWith("[]");
        }
    }

    @Test
    void aMemberWithoutTheAttributeIsRefusedWithTheReason() {
        try (TestParticipant other = TestParticipant.start(authority, "other", folder.resolve("other"))
                .join(authority, "INFRA_PROVIDER")) {
            Response answer = other.get(provider, "/ngsi-ld/v1/jsonldContexts");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(text(answer)).contains("CONSUMER", "INFRA_PROVIDER");
        }
    }

    @Test
    void theProofOfAnotherMemberIsRefused() {
        String foreign = provider.simpl.link().proof().get().jwt();

        Response answer = handOver(consumer, foreign);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("The ephemeral proof is not valid");
    }

    @Test
    void anExpiredProofIsRefusedAndACachedOneEnds() {
        String proof = consumer.simpl.link().proof().get().jwt();
        assertThat(consumer.get(provider, "/ngsi-ld/v1/jsonldContexts").status())
                .isEqualTo(200);

        AHEAD.set(Duration.ofMinutes(5));
        assertThat(consumer.simpl
                        .link()
                        .bare(request("GET", "/ngsi-ld/v1/jsonldContexts", ""))
                        .status())
                .isEqualTo(401);
        Response answer = handOver(consumer, proof);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).contains("expired");
    }

    @Test
    void aProofThatTheAuthorityDidNotSignIsRefused() {
        String proof = consumer.simpl.link().proof().get().jwt();
        String[] parts = proof.split("\\.");
        String turned = parts[2].charAt(5) == 'A' ? "B" : "A";
        String forged = parts[0] + "." + parts[1] + "." + parts[2].substring(0, 5) + turned + parts[2].substring(6);

        assertThat(handOver(consumer, forged).status()).isEqualTo(400);
        assertThat(handOver(consumer, "no token at all").status()).isEqualTo(400);
    }

    @Test
    void anOlderProofDoesNotComeBackAfterANewerOne() {
        String older = consumer.simpl.link().proof().get().jwt();
        Instant until = Instant.now().plusSeconds(2);
        org.awaitility.Awaitility.await().until(() -> Instant.now().isAfter(until));
        consumer.simpl.link().proof().forget();
        String newer = consumer.simpl.link().proof().get().jwt();

        assertThat(handOver(consumer, newer).status()).isEqualTo(204);
        assertThat(handOver(consumer, newer).status()).isEqualTo(204);
        assertThat(handOver(consumer, older).status()).isEqualTo(400);
    }

    @Test
    void aSuspendedMemberIsRefusedOnItsOpenConnectionToo() {
        try (TestParticipant shaky = TestParticipant.start(authority, "shaky", folder.resolve("shaky"))
                .join(authority, "CONSUMER")) {
            assertThat(shaky.get(provider, "/ngsi-ld/v1/jsonldContexts").status())
                    .isEqualTo(200);
            String id = CredentialId.of(shaky.simpl.installed().certificate().orElseThrow());

            authority.authority().participants().change(id, CredentialStatus.SUSPENDED, "late fees", "test");
            Response refused = shaky.simpl.link().bare(request("GET", "/ngsi-ld/v1/jsonldContexts", ""));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(text(refused)).contains("suspended");
            assertThat(shaky.state()).isEqualTo("suspended");

            authority.authority().participants().change(id, CredentialStatus.VALID, "paid", "test");
            assertThat(shaky.get(provider, "/ngsi-ld/v1/jsonldContexts").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aMemberDoesNotSpeakToASuspendedServer() {
        assertThat(consumer.get(provider, "/ngsi-ld/v1/jsonldContexts").status())
                .isEqualTo(200);
        String id = CredentialId.of(provider.simpl.installed().certificate().orElseThrow());
        authority.authority().participants().change(id, CredentialStatus.SUSPENDED, "test", "test");
        try {
            assertThatThrownBy(() -> consumer.get(provider, "/ngsi-ld/v1/jsonldContexts"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("suspended");
        } finally {
            authority.authority().participants().change(id, CredentialStatus.VALID, "test", "test");
        }
    }

    @Test
    void whileTheResponderIsUnreachableAGoodAnswerCountsForItsStatedAge() {
        assertThat(consumer.get(provider, "/ngsi-ld/v1/jsonldContexts").status())
                .isEqualTo(200);
        authority.authority().faults().set(new Faults.Switches(false, false, true, Duration.ZERO, Duration.ZERO));

        assertThat(consumer.get(provider, "/ngsi-ld/v1/jsonldContexts").status())
                .isEqualTo(200);
    }

    @Test
    void aProofOfAnAuthorityWhoseClockIsWrongIsRefused() {
        authority
                .authority()
                .faults()
                .set(new Faults.Switches(false, false, false, Duration.ofMinutes(10), Duration.ZERO));
        consumer.simpl.link().proof().forget();

        assertThat(handOver(consumer, consumer.simpl.link().proof().get().jwt()).status())
                .isEqualTo(400);
    }

    @Test
    void aProofWithAWrongSignatureIsNotTakenByPeers() {
        authority.authority().faults().set(new Faults.Switches(false, true, false, Duration.ZERO, Duration.ZERO));
        consumer.simpl.link().proof().forget();

        assertThatThrownBy(() -> consumer.get(provider, "/ngsi-ld/v1/jsonldContexts"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("400");
    }

    @Test
    void aPeerThatHasForgottenTheProofGetsItAgain() {
        assertThat(consumer.get(provider, "/ngsi-ld/v1/jsonldContexts").status())
                .isEqualTo(200);
        AHEAD.set(Duration.ofMinutes(5));
        assertThat(consumer.simpl
                        .link()
                        .bare(request("GET", "/ngsi-ld/v1/jsonldContexts", ""))
                        .status())
                .isEqualTo(401);
        AHEAD.set(Duration.ZERO);

        assertThat(consumer.get(provider, "/ngsi-ld/v1/jsonldContexts").status())
                .isEqualTo(200);
    }
}
