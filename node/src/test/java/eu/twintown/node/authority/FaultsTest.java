package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults on purpose, and only where the authority was started for that. */
class FaultsTest {
    private static final SandboxAuthority AUTHORITY = SandboxAuthority.start();
    private static final Member CITY = AUTHORITY.join("Leuven", "t2.leuven.example");
    private static final HttpCaller MANAGER = AUTHORITY.staff(SandboxAuthority.MANAGER);

    @AfterEach
    void off() {
        AUTHORITY.authority().faults().set(Faults.Switches.NONE);
    }

    @AfterAll
    static void stop() {
        AUTHORITY.close();
        assertThat(AUTHORITY.deviations()).isEmpty();
    }

    @Test
    void withoutTheSwitchNothingCanBeSwitchedOn() {
        try (SandboxAuthority strict = SandboxAuthority.start(SandboxAuthority.Plan.USUAL.withoutFaults())) {
            HttpCaller manager = strict.staff(SandboxAuthority.MANAGER);

            assertThat(manager.put("/api/authority/faults", "{\"expiredProof\":true}")
                            .status())
                    .isEqualTo(403);
            assertThat(manager.get("/api/authority/faults")
                            .expect(200)
                            .json()
                            .path("allowed")
                            .booleanValue())
                    .isFalse();
        }
    }

    @Test
    void anExpiredProofIsRefusedByWhoeverLooks() {
        on("{\"expiredProof\":true}");

        assertThat(handOver()).isEqualTo(401);
        assertThat(MANAGER.get("/api/authority").json().path("faults").get(0).asString())
                .isEqualTo("expiredProof");
    }

    @Test
    void aProofUnderAStrayKeyIsRefused() {
        on("{\"wrongSignature\":true}");

        assertThat(handOver()).isEqualTo(401);
    }

    @Test
    void aClockThatIsAheadMakesProofsThatAreNotValidYet() throws Exception {
        on("{\"clockSkewSeconds\":600}");

        var claims = com.nimbusds.jwt.SignedJWT.parse(CITY.proof()).getJWTClaimsSet();
        assertThat(claims.getNotBeforeTime().toInstant()).isAfter(Instant.now().plus(Duration.ofMinutes(9)));
        assertThat(handOver()).isEqualTo(401);
    }

    @Test
    void theResponderAndTheListsCanFail() {
        on("{\"unreachableOcsp\":true}");

        assertThat(AUTHORITY.anonymous().get("/pki/onboarding.crl").status()).isEqualTo(500);
        assertThat(AUTHORITY
                        .anonymous()
                        .send("POST", "/pki/ocsp", "application/ocsp-request", new byte[] {1})
                        .status())
                .isEqualTo(500);
    }

    @Test
    void answersCanBeSlow() {
        on("{\"delayMillis\":300}");
        long start = System.nanoTime();
        CITY.agent().get("/tier2/v2/participant").expect(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    private static void on(String switches) {
        MANAGER.put("/api/authority/faults", switches).expect(200);
    }

    private static int handOver() {
        return CITY.agent()
                .post("/tier2/v2/ephemeralProof", Member.body("proof", CITY.proof()))
                .status();
    }
}
