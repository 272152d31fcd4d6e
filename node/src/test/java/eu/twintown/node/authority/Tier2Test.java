package eu.twintown.node.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.authority.HttpCaller.Reply;
import eu.twintown.node.authority.participants.CredentialId;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.http.tls.TrustAnchors;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The agents' side: certificates, proofs, what agents may ask; held against the published contracts. */
class Tier2Test {
    private static final SandboxAuthority AUTHORITY = SandboxAuthority.start();
    private static final Member CITY = AUTHORITY.join("Leuven", "t2.leuven.example", "CONSUMER");
    private static final HttpCaller MANAGER = AUTHORITY.staff(SandboxAuthority.MANAGER);

    @AfterAll
    static void stop() {
        AUTHORITY.close();
        assertThat(AUTHORITY.deviations()).isEmpty();
    }

    @Test
    void whoShowsNoCertificateIsToldSo() {
        HttpCaller nobody = HttpCaller.agent(
                AUTHORITY.tier2(),
                new ClientTls(Optional.empty(), TrustAnchors.of(List.of(AUTHORITY.root()))).context());

        Reply reply = nobody.get("/tier2/v2/participant").expect(401);

        assertThat(reply.json().path("type").asString()).isEqualTo("urn:problem-type:simpl:missingTier2Credential");
    }

    @Test
    void aCertificateOfAnotherDataSpaceIsRefusedInTheHandshake() {
        try (SandboxAuthority other = SandboxAuthority.start()) {
            Member stranger = other.join("Elsewhere", "t2.else.example");
            HttpCaller agent = Member.agent(AUTHORITY, stranger.chain(), stranger.keys());

            assertThatThrownBy(() -> agent.get("/tier2/v2/participant"))
                    .isInstanceOf(java.io.UncheckedIOException.class);
        }
    }

    @Test
    void withoutAProofOnlyWhatNeedsNoneIsOpen() {
        Member fresh = AUTHORITY.join("Gent", "t2.gent.example");

        fresh.agent().get("/tier2/v2/participant").expect(200);
        Reply refused = fresh.agent().get("/tier2/v2/echo").expect(401);
        assertThat(refused.text()).contains("ephemeral proof");
        fresh.proven();
        fresh.agent().get("/tier2/v2/echo").expect(200);
    }

    @Test
    void whereProofsAreSwitchedOffNoneIsAskedFor() {
        var mode = new eu.twintown.node.authority.tier2.Tier2Guard.ProofMode(true, List.of("/tier2/v2/echo"));
        try (SandboxAuthority lax = SandboxAuthority.start(SandboxAuthority.Plan.USUAL.with(mode))) {
            Member member = lax.join("Bree", "t2.bree.example");

            member.agent().get("/tier2/v2/echo").expect(200);
            member.agent().get("/tier2/v2/ping").expect(401);
        }
    }

    @Test
    void aTimestampOutsideTheMinuteIsRefused() {
        for (Duration away : List.of(Duration.ofSeconds(-90), Duration.ofSeconds(90))) {
            Reply reply =
                    token(CITY.proofRequest(Instant.now().plus(away), uuid())).expect(400);
            assertThat(reply.json().path("type").asString()).isEqualTo("/error/invalid-signature-proof");
            assertThat(reply.json().path("title").asString()).isEqualTo("Invalid timestamp window");
        }
    }

    @Test
    void aNonceCountsOnce() {
        String request = CITY.proofRequest(Instant.now(), uuid());
        token(request).expect(200);

        assertThat(token(request).expect(400).text()).contains("used before");
    }

    @Test
    void onlyTheKeyOfTheCertificateMayAsk() {
        String now = Instant.now().toString();
        String nonce = uuid();
        KeyPair other = Member.newKeys();

        token(Member.proofRequest(now, nonce, Member.sign(other, now + "_" + nonce)))
                .expect(400);
        token(Member.proofRequest(now, nonce, Member.sign(CITY.keys(), now + nonce)))
                .expect(400);
        token(Member.proofRequest(now, nonce, "not base64")).expect(400);
        token(Member.proofRequest(now, "7", Member.sign(CITY.keys(), now + "_7")))
                .expect(400);
        token(Member.proofRequest("noon", nonce, "AAAA")).expect(400);
        token("{}").expect(400);
    }

    @Test
    void aProofSaysWhoItIsForAndIsBoundToTheCertificate() throws Exception {
        var proof = com.nimbusds.jwt.SignedJWT.parse(CITY.proof());
        var claims = proof.getJWTClaimsSet();

        assertThat(claims.getStringClaim("participant_id")).isEqualTo(CITY.participantId());
        assertThat(claims.getStringListClaim("identity_attributes")).containsExactly("CONSUMER");
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(3));
        JsonNode keys = AUTHORITY.anonymous().get("/pki/proof-keys").expect(200).json();
        assertThat(keys.path("keys").get(0).path("kid").asString())
                .isEqualTo(proof.getHeader().getKeyID());
        Member other = AUTHORITY.join("Aalst", "t2.aalst.example");
        assertThat(other.agent()
                        .post("/tier2/v2/ephemeralProof", Member.body("proof", proof.serialize()))
                        .status())
                .isEqualTo(401);
        assertThat(other.agent()
                        .post("/tier2/v2/ephemeralProof", Member.body("proof", "x.y.z"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aSuspensionTakesEffectWithTheNextRequest() {
        Member member = AUTHORITY.join("Mechelen", "t2.mechelen.example").proven();
        String path = "/tier1/v2/credentials/" + CredentialId.multibase(member.credentialId());
        member.agent().get("/tier2/v2/echo").expect(200);

        JsonNode changed = MANAGER.patch(path, "{\"status\":\"SUSPENDED\",\"reason\":\"audit\"}")
                .expect(200)
                .json();
        assertThat(changed.path("status").asString()).isEqualTo("SUSPENDED");
        assertThat(member.agent().get("/tier2/v2/echo").expect(401).text()).contains("SUSPENDED");

        MANAGER.patch(path, "{\"status\":\"VALID\",\"reason\":\"audit over\"}").expect(200);
        member.agent().get("/tier2/v2/echo").expect(200);

        MANAGER.patch(path, "{\"status\":\"REVOKED\",\"reason\":\"left\"}").expect(200);
        member.agent().get("/tier2/v2/participant").expect(401);
        assertThat(MANAGER.patch(path, "{\"status\":\"VALID\",\"reason\":\"back\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void agentsAskAboutEachOther() {
        Member asking =
                AUTHORITY.join("Hasselt", "t2.hasselt.example", "DATA_PROVIDER").proven();
        HttpCaller agent = asking.agent();
        String credential = URLEncoder.encode(CITY.credentialId(), StandardCharsets.UTF_8);

        assertThat(agent.get("/tier2/v2/participants/" + CITY.participantId())
                        .expect(200)
                        .json()
                        .path("organization")
                        .asString())
                .isEqualTo("Leuven");
        assertThat(agent.get("/tier2/v2/credentials/" + credential + "/participant")
                        .expect(200)
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(CITY.participantId());
        assertThat(agent.get("/tier2/v2/credentials/" + CredentialId.multibase(CITY.credentialId())
                                + "/identityAttributes")
                        .expect(200)
                        .json()
                        .findValuesAsString("code"))
                .containsExactly("CONSUMER");
        assertThat(agent.get("/tier2/v2/participants/" + CITY.participantId() + "/identityAttributes")
                        .expect(200)
                        .json())
                .hasSize(1);
        assertThat(agent.get("/tier2/v2/identityAttributes").expect(200).json().size())
                .isGreaterThanOrEqualTo(8);
        agent.get("/tier2/v2/participants/" + uuid()).expect(404);
        assertThat(agent.get("/tier2/v2/ping")
                        .expect(200)
                        .json()
                        .path("organization")
                        .asString())
                .isEqualTo("Test Space");
    }

    @Test
    void aRenewalBringsASecondCertificateThatIsThenTakenIntoUse() {
        Member member = AUTHORITY.join("Kortrijk", "t2.kortrijk.example").proven();
        KeyPair fresh = Member.newKeys();
        HttpCaller agent = member.agent();
        assertThat(agent.post(
                                "/tier2/v2/credentials/renew",
                                Member.body("csr", Member.csr(fresh, "t2.other.example", "K")))
                        .status())
                .isEqualTo(400);

        agent.post("/tier2/v2/credentials/renew", Member.body("csr", Member.csr(fresh, "t2.kortrijk.example", "K")))
                .expect(204);

        JsonNode page = agent.get("/tier2/v2/credentials?status=VALID&pageSize=5")
                .expect(200)
                .json();
        assertThat(page.path("total").intValue()).isEqualTo(2);
        assertThat(page.path("renew").path("requested").booleanValue()).isTrue();
        String id = CredentialId.of(fresh.getPublic());
        String pem = "";
        for (JsonNode item : page.path("items")) {
            pem = item.path("credentialId").asString().equals(id)
                    ? item.path("content").asString()
                    : pem;
        }
        HttpCaller renewed = Member.agent(AUTHORITY, Pem.certificates(pem), fresh);
        renewed.patch("/tier2/v2/credentials", Member.body("newCredentialId", id))
                .expect(204);
        assertThat(renewed.get("/tier2/v2/participant")
                        .expect(200)
                        .json()
                        .path("credential")
                        .path("credentialId")
                        .asString())
                .isEqualTo(id);
        assertThat(agent.patch("/tier2/v2/credentials", Member.body("newCredentialId", CITY.credentialId()))
                        .status())
                .isIn(400, 401, 404);
    }

    @Test
    void theTierOneKeyIsKeptAndStandsInProofs() throws Exception {
        Member member = AUTHORITY.join("Brugge", "t2.brugge.example");
        String pem = Pem.of(Member.newKeys().getPublic());

        member.agent()
                .put("/tier2/v2/tierOnePublicKey", Member.body("publicKey", pem))
                .expect(204);
        member.agent()
                .put("/tier2/v2/tierOnePublicKey", Member.body("publicKey", "none"))
                .expect(400);

        var claims = com.nimbusds.jwt.SignedJWT.parse(member.proof()).getJWTClaimsSet();
        assertThat(claims.getStringClaim("tier1_public_key")).isEqualTo(pem);
        member.proven()
                .agent()
                .put("/tier2/v2/csr", Member.body("csr", Member.csr(Member.newKeys(), "t2.brugge.example", "B")))
                .expect(201);
    }

    @Test
    void versionOneStillAnswers() {
        Member member = AUTHORITY.join("Oostende", "t2.oostende.example", "CONSUMER");
        String[] header = {"Credential-Id", member.credentialId()};
        byte[] request = member.proofRequest(Instant.now(), uuid()).getBytes(StandardCharsets.UTF_8);

        String proof = member.agent()
                .send("POST", "/v1/mtls/token", "application/json", request, header)
                .expect(200)
                .json()
                .asString();
        member.agent()
                .send("POST", "/v1/mtls/ephemeralProof", "text/plain", proof.getBytes(StandardCharsets.UTF_8), header)
                .expect(200);
        byte[] key = Pem.of(Member.newKeys().getPublic()).getBytes(StandardCharsets.UTF_8);
        member.agent()
                .send("PATCH", "/v1/mtls/publicKey", "text/plain", key, header)
                .expect(200);
        for (String path : List.of("whoami", "echo", "ping", "credentials", "identityAttributes")) {
            member.agent()
                    .send("GET", "/v1/mtls/" + path, "", new byte[0], header)
                    .expect(200);
        }
        String id = URLEncoder.encode(CITY.credentialId(), StandardCharsets.UTF_8);
        member.agent()
                .send("GET", "/v1/mtls/identityAttributes/" + id, "", new byte[0], header)
                .expect(200);
        assertThat(member.agent()
                        .send("GET", "/v1/mtls/whoami", "", new byte[0], "Credential-Id", CITY.credentialId())
                        .status())
                .isEqualTo(401);
    }

    private static Reply token(String body) {
        return CITY.agent().post("/tier2/v2/token", body);
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }
}
