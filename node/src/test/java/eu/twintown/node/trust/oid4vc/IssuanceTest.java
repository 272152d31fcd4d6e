package eu.twintown.node.trust.oid4vc;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.holding.HeldCredential;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.SigningKey;
import eu.twintown.node.trust.oid4vc.Party.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** OpenID4VCI 1.0 between an issuer and a holder, over HTTP. */
class IssuanceTest {
    private static final String CLAIMS = "'claims':{'memberOf':'the data space'}";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private Party holder;
    private Party issuer;

    @BeforeEach
    void start() {
        int first = Party.freePort();
        int second = Party.freePort();
        holder = new Party(folder.resolve("holder"), now::get, first, second);
        issuer = new Party(folder.resolve("issuer"), now::get, second, first, holder.url + "/oid4vci/callback");
        holder.trusted.add(issuer.did());
    }

    @AfterEach
    void stop() {
        holder.close();
        issuer.close();
    }

    private Answer offer(String terms) {
        Answer made =
                issuer.post("/api/credentials/offers", "{'configurations':['membership']," + CLAIMS + terms + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made;
    }

    private Answer receive(Answer offer, String more) {
        ObjectNode body =
                StrictJson.object().put("offer", offer.json().path("link").asString());
        if (!more.isEmpty()) {
            body.put("transactionCode", more);
        }
        return holder.post("/api/credentials/receive", body.toString(), "Test-Person", "ada");
    }

    private static String code(Answer offer) {
        return offer.json()
                .path("offer")
                .path("grants")
                .path("urn:ietf:params:oauth:grant-type:pre-authorized_code")
                .path("pre-authorized_code")
                .asString();
    }

    private Answer token(String code, String more) {
        return issuer.form(
                "/oid4vci/token",
                "grant_type=urn:ietf:params:oauth:grant-type:pre-authorized_code&pre-authorized_code=" + code + more);
    }

    private String nonce() {
        return issuer.post("/oid4vci/nonce", "").json().path("c_nonce").asString();
    }

    private String proof(SigningKey key, String nonce, String audience) {
        ObjectNode header = StrictJson.object().put("typ", "openid4vci-proof+jwt");
        header.set("jwk", key.publicJwk());
        return key.sign(
                header,
                StrictJson.object()
                        .put("aud", audience)
                        .put("iat", now.get().getEpochSecond())
                        .put("nonce", nonce));
    }

    private Answer credential(String token, String configuration, String proof) {
        ObjectNode body = StrictJson.object().put("credential_configuration_id", configuration);
        body.putObject("proofs").putArray("jwt").add(proof);
        return issuer.post("/oid4vci/credential", body.toString(), "Authorization", "Bearer " + token);
    }

    @Test
    void aPreAuthorisedOfferBecomesACredentialInTheWallet() {
        Answer received = receive(offer(""), "");

        assertThat(received.status()).as(received.body()).isEqualTo(201);
        assertThat(holder.wallet.list()).singleElement().satisfies(held -> {
            assertThat(held.state()).isEqualTo(HeldCredential.State.VALID);
            Credential credential = held.credential();
            assertThat(credential.types()).contains("MembershipCredential");
            assertThat(credential.issuer()).isEqualTo(issuer.did());
            assertThat(credential.subject()).isEqualTo(holder.did());
            assertThat(credential.claims().path("memberOf").asString()).isEqualTo("the data space");
        });
        assertThat(issuer.issuer.count()).isEqualTo(1);
    }

    @Test
    void anSdJwtIsBoundToTheHoldersKey() {
        Answer made = issuer.post(
                "/api/credentials/offers", "{'configurations':['membership-sd','membership']," + CLAIMS + "}");
        assertThat(receive(made, "").status()).isEqualTo(201);
        assertThat(holder.wallet.list())
                .extracting(held -> held.credential().format())
                .containsExactlyInAnyOrder(CredentialFormat.SD_JWT, CredentialFormat.VC11_JWT);
        Credential sdJwt = holder.wallet.list().stream()
                .map(HeldCredential::credential)
                .filter(one -> one.format() == CredentialFormat.SD_JWT)
                .findFirst()
                .orElseThrow();
        assertThat(sdJwt.json().path("cnf").path("jwk").path("x").asString())
                .isEqualTo(holder.node.key().publicJwk().path("x").asString());
    }

    @Test
    void theTransactionCodeGoesAnotherWayAndFiveWrongOnesVoidTheOffer() {
        Answer offer = offer(",'transactionCode':true");
        String typed = offer.json().path("transactionCode").asString();
        assertThat(typed).matches("\\d{6}");
        assertThat(offer.json().path("link").asString()).doesNotContain(typed);
        assertThat(receive(offer, "").status()).isEqualTo(400);
        String wrong = typed.equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 5; i++) {
            assertThat(token(code(offer), "&tx_code=" + wrong)
                            .json()
                            .path("error")
                            .asString())
                    .isEqualTo("invalid_grant");
        }
        assertThat(receive(offer, typed).status()).isEqualTo(502);

        Answer second = offer(",'transactionCode':true");
        assertThat(receive(second, second.json().path("transactionCode").asString())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aCodeIsGoodOnceAndForAWhile() {
        Answer offer = offer("");
        assertThat(token(code(offer), "").status()).isEqualTo(200);
        assertThat(token(code(offer), "").json().path("error").asString()).isEqualTo("invalid_grant");

        Answer late = offer("");
        now.set(now.get().plus(Duration.ofMinutes(31)));
        assertThat(token(code(late), "").json().path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void aTokenIsGoodForWhatWasOfferedOnly() {
        String token = token(code(offer("")), "").json().path("access_token").asString();
        Answer other = credential(
                token, "membership-sd", proof(SigningKey.ephemeral(KeyAlgorithm.ES256), nonce(), issuer.url));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().path("error").asString()).isEqualTo("unknown_credential_configuration");
        Answer foreign = credential("vci-x.y", "membership", "x");
        assertThat(foreign.status()).isEqualTo(401);
        assertThat(foreign.headers()).containsKey("www-authenticate");
    }

    @Test
    void proofsAreCheckedForNonceAudienceAndHolder() {
        Answer made = issuer.post("/api/credentials/offers", "{'configurations':['membership-sd']," + CLAIMS + "}");
        String token = token(code(made), "").json().path("access_token").asString();
        SigningKey key = SigningKey.ephemeral(KeyAlgorithm.ES256);

        assertThat(credential(token, "membership-sd", proof(key, "AAAA", issuer.url))
                        .json()
                        .path("error")
                        .asString())
                .isEqualTo("invalid_nonce");
        assertThat(credential(token, "membership-sd", proof(key, nonce(), "https://other.example"))
                        .json()
                        .path("error")
                        .asString())
                .isEqualTo("invalid_proof");
        String nonce = nonce();
        assertThat(credential(token, "membership-sd", proof(key, nonce, issuer.url))
                        .status())
                .isEqualTo(200);
        assertThat(credential(token, "membership-sd", proof(key, nonce, issuer.url))
                        .json()
                        .path("error")
                        .asString())
                .as("a nonce is good once")
                .isEqualTo("invalid_nonce");
        String old = nonce();
        now.set(now.get().plus(Duration.ofMinutes(6)));
        assertThat(credential(token, "membership-sd", proof(key, old, issuer.url))
                        .json()
                        .path("error")
                        .asString())
                .isEqualTo("invalid_nonce");
        assertThat(issuer.issuer.count()).isEqualTo(1);
    }

    @Test
    void anOfferForAnotherHolderIsOfNoUse() {
        Answer received = receive(offer(",'subject':'did:web:somebody.example'"), "");
        assertThat(received.status()).isEqualTo(502);
        assertThat(received.body()).contains("another holder");
        assertThat(holder.wallet.list()).isEmpty();
    }

    @Test
    void whatAnUntrustedIssuerSendsIsNotTaken() {
        holder.trusted.clear();
        Answer received = receive(offer(""), "");
        assertThat(received.status()).isEqualTo(502);
        assertThat(received.body()).contains("not accepted");
        assertThat(holder.wallet.list()).isEmpty();
    }

    @Test
    void withAnAuthorisationCodeThePersonSignsInAtTheIssuer() {
        Answer offer = offer(",'account':'local:ada'");
        Answer begun = receive(offer, "");
        assertThat(begun.status()).isEqualTo(202);
        String signIn = begun.json().path("signInAt").asString();

        Answer anonymous = issuer.get(signIn);
        assertThat(anonymous.status()).isEqualTo(303);
        assertThat(anonymous.location()).startsWith("/auth/login?return=%2Foid4vci%2Fauthorize");
        Answer stranger = issuer.get(signIn, "Test-Person", "local:eve");
        assertThat(stranger.location()).startsWith(holder.url + "/oid4vci/callback?error=access_denied");

        Answer back = issuer.get(signIn, "Test-Person", "local:ada");
        assertThat(back.status()).isEqualTo(303);
        assertThat(holder.get(back.location(), "Test-Person", "mallory").status())
                .as("only who began may finish")
                .isEqualTo(400);
        Answer done = holder.get(back.location(), "Test-Person", "ada");
        assertThat(done.status()).as(done.body()).isEqualTo(303);
        assertThat(holder.wallet.list()).hasSize(1);
        assertThat(holder.get(back.location(), "Test-Person", "ada").status()).isEqualTo(400);
    }

    @Test
    void codesAreNotSentToUnknownPlacesAndNotWithoutPkce() {
        Answer offer = offer(",'account':'local:ada'");
        String state = offer.json().path("id").asString();
        Answer elsewhere = issuer.get(
                "/oid4vci/authorize?response_type=code&redirect_uri=https://evil.example/cb&issuer_state=" + state,
                "Test-Person",
                "local:ada");
        assertThat(elsewhere.status()).isEqualTo(400);
        Answer bare = issuer.get(
                "/oid4vci/authorize?response_type=code&redirect_uri=" + holder.url + "/oid4vci/callback&issuer_state="
                        + state,
                "Test-Person",
                "local:ada");
        assertThat(bare.location()).contains("error=invalid_request").contains("PKCE");
    }

    @Test
    void anAuthorisationCodeNeedsItsVerifier() {
        Answer offer = offer(",'account':'local:ada'");
        String redirect = holder.url + "/oid4vci/callback";
        Answer back = issuer.get(
                "/oid4vci/authorize?response_type=code&redirect_uri=" + redirect + "&code_challenge_method=S256"
                        + "&code_challenge=" + Secrets.digest("right") + "&issuer_state="
                        + offer.json().path("id").asString(),
                "Test-Person",
                "local:ada");
        String code = back.location().replaceAll(".*[?&]code=([^&]*).*", "$1");
        String form = "grant_type=authorization_code&code=" + code + "&redirect_uri=" + redirect + "&code_verifier=";
        assertThat(issuer.form("/oid4vci/token", form + "wrong")
                        .json()
                        .path("error")
                        .asString())
                .isEqualTo("invalid_grant");
        assertThat(issuer.form("/oid4vci/token", form + "right").status()).isEqualTo(200);
    }

    @Test
    void metadataNameEndpointsAndKinds() {
        Answer metadata = issuer.get("/.well-known/openid-credential-issuer");
        assertThat(metadata.json().path("credential_issuer").asString()).isEqualTo(issuer.url);
        assertThat(metadata.json()
                        .path("credential_configurations_supported")
                        .path("membership")
                        .path("format")
                        .asString())
                .isEqualTo("jwt_vc_json");
        assertThat(issuer.get("/.well-known/oauth-authorization-server")
                        .json()
                        .path("issuer")
                        .asString())
                .isEqualTo(issuer.url);
        assertThat(nonce()).isNotEqualTo(nonce());
    }

    @Test
    void wrongTermsAreRefusedWithThePlace() {
        assertThat(issuer.post("/api/credentials/offers", "{'configurations':['nonsense'],'claims':{}}")
                        .body())
                .contains("/configurations")
                .contains("membership");
        assertThat(issuer.post("/api/credentials/offers", "{'configurations':['membership']}")
                        .body())
                .contains("/claims");
        assertThat(issuer.post("/api/credentials/offers", "{'configurations':['membership'],'claims':{},'x':1}")
                        .body())
                .contains("/x");
        assertThat(holder.post("/api/credentials/receive", "{'offer':'nonsense'}")
                        .status())
                .isEqualTo(400);
    }
}
