package eu.twintown.node.trust.simpl.proof;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class OwnProofTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicInteger asked = new AtomicInteger();
    private final SigningKey key = SigningKey.ephemeral(KeyAlgorithm.ES256);

    private String token(ObjectNode request) {
        asked.incrementAndGet();
        ObjectNode claims = JsonMapper.shared()
                .createObjectNode()
                .put("exp", now.get().plusSeconds(180).getEpochSecond())
                .put("jti", request.path("nonce").asString());
        return key.sign(JsonMapper.shared().createObjectNode(), claims);
    }

    private OwnProof proof() {
        return new OwnProof(() -> key, this::token, ProofSettings.USUAL, now::get);
    }

    @Test
    void isKeptUntilShortlyBeforeItsEnd() {
        OwnProof proof = proof();
        OwnProof.Proof first = proof.get();
        assertThat(first.expires()).isEqualTo(NOON.plusSeconds(180));

        now.set(NOON.plusSeconds(140));
        assertThat(proof.get()).isEqualTo(first);
        now.set(NOON.plusSeconds(150));
        assertThat(proof.get()).isNotEqualTo(first);
        assertThat(asked).hasValue(2);
    }

    @Test
    void isAskedForOnceHoweverManyNeedIt() throws InterruptedException {
        OwnProof proof = proof();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                proof.get();
            }));
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void theRequestIsSignedOverTimestampAndNonce() throws Exception {
        ObjectNode request = OwnProof.request(key, NOON.plusMillis(123));
        String timestamp = request.path("timestamp").asString();
        String nonce = request.path("nonce").asString();

        assertThat(timestamp).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(UUID.fromString(nonce)).hasToString(nonce);
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(key.publicKey());
        verifier.update((timestamp + "_" + nonce).getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(
                        Base64.getDecoder().decode(request.path("signature").asString())))
                .isTrue();
    }

    @Test
    void aTokenThatCannotBeReadIsTakenForTheUsualLife() {
        OwnProof proof = new OwnProof(() -> key, request -> "opaque", ProofSettings.USUAL, now::get);

        assertThat(proof.get().expires()).isEqualTo(NOON.plus(Duration.ofMinutes(3)));
    }

    @Test
    void theTokenIsNotInTheText() {
        assertThat(proof().get().toString()).doesNotContain("ey").contains("2026-11-22T12:03:00Z");
    }
}
