package eu.twintown.node.trust.oid4vc;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.SigningKey;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A holder before an issuer that is named by its address and binds credentials to bare keys, as Keycloak does. */
class ForeignIssuerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String VCT = "https://city.example/membership";

    @TempDir
    private Path folder;

    private final WireMockServer server = new WireMockServer(0);
    private final SigningKey key = SigningKey.ephemeral(KeyAlgorithm.ES256);
    private Party holder;
    private String issuer;

    @BeforeEach
    void start() {
        server.start();
        holder = new Party(folder, () -> NOW, Party.freePort(), server.port());
        issuer = "http://127.0.0.1:" + server.port() + "/realms/city";
        holder.trusted.add(issuer);
        ObjectNode keys = StrictJson.object().put("issuer", issuer);
        keys.putObject("jwks").putArray("keys").add(key.publicJwk().deepCopy().put("kid", "k1"));
        answer("/.well-known/jwt-vc-issuer/realms/city", keys);
        answer("/.well-known/oauth-authorization-server/realms/city", authorizationServer());
        metadata("did:key", "jwk");
        server.stubFor(post("/token").willReturn(okJson("""
                {"access_token": "t", "token_type": "Bearer", "authorization_details": [
                  {"type": "openid_credential", "credential_configuration_id": "membership",
                   "credential_identifiers": ["membership-7"]}]}""")));
        server.stubFor(post("/nonce").willReturn(okJson("{\"c_nonce\": \"n\"}")));
    }

    @AfterEach
    void stop() {
        holder.close();
        server.stop();
    }

    private void answer(String path, JsonNode json) {
        server.stubFor(get(path).willReturn(okJson(json.toString())));
    }

    private ObjectNode authorizationServer() {
        return StrictJson.object().put("issuer", issuer).put("token_endpoint", server.baseUrl() + "/token");
    }

    private void metadata(String... bindings) {
        ObjectNode metadata = StrictJson.object()
                .put("credential_issuer", issuer)
                .put("credential_endpoint", server.baseUrl() + "/credential")
                .put("nonce_endpoint", server.baseUrl() + "/nonce");
        metadata.putArray("authorization_servers").add(issuer);
        ObjectNode configuration = metadata.putObject("credential_configurations_supported")
                .putObject("membership")
                .put("format", "jwt_vc_json");
        for (String binding : bindings) {
            configuration.withArray("cryptographic_binding_methods_supported").add(binding);
        }
        answer("/.well-known/openid-credential-issuer/realms/city", metadata);
    }

    private void issues(String credential) {
        ObjectNode answer = StrictJson.object();
        answer.putArray("credentials").addObject().put("credential", credential);
        server.stubFor(post("/credential").willReturn(okJson(answer.toString())));
    }

    private String signed(String type, ObjectNode claims) {
        claims.put("iss", issuer).put("nbf", NOW.getEpochSecond()).put("exp", NOW.getEpochSecond() + 3600);
        return key.sign(StrictJson.object().put("typ", type).put("kid", "k1"), claims);
    }

    private String membership() {
        ObjectNode claims = StrictJson.object();
        ObjectNode vc = claims.putObject("vc").put("issuer", issuer);
        vc.putArray("@context").add("https://www.w3.org/2018/credentials/v1");
        vc.putArray("type").add("VerifiableCredential").add("MembershipCredential");
        vc.putObject("credentialSubject").put("id", holder.did()).put("memberOf", "the data space");
        return signed("vc+jwt", claims);
    }

    private String sdJwt(JsonNode holderKey) {
        ObjectNode claims = StrictJson.object().put("vct", VCT).put("memberOf", "the data space");
        claims.putObject("cnf").set("jwk", holderKey);
        return signed("dc+sd-jwt", claims) + "~";
    }

    private Party.Answer receive() {
        ObjectNode offer = StrictJson.object().put("credential_issuer", issuer);
        offer.putArray("credential_configuration_ids").add("membership");
        offer.putObject("grants")
                .putObject("urn:ietf:params:oauth:grant-type:pre-authorized_code")
                .put("pre-authorized_code", "c");
        ObjectNode body = StrictJson.object();
        body.set("offer", offer);
        return holder.post("/api/credentials/receive", body.toString(), "Test-Person", "ada");
    }

    private JsonNode credentialRequest() {
        return StrictJson.object(server.findAll(postRequestedFor(urlEqualTo("/credential")))
                .getFirst()
                .getBodyAsString());
    }

    private Jws proof() {
        return Jws.parse(credentialRequest().path("proofs").path("jwt").path(0).asString());
    }

    private String tokenRequest() {
        return server.findAll(postRequestedFor(urlEqualTo("/token"))).getFirst().getBodyAsString();
    }

    @Test
    void aCredentialOfAnIssuerNamedByItsAddressIsTaken() {
        issues(membership());
        Party.Answer received = receive();
        assertThat(received.status()).as(received.body()).isEqualTo(201);
        assertThat(holder.wallet.list())
                .singleElement()
                .satisfies(held -> assertThat(held.credential().issuer()).isEqualTo(issuer));
        assertThat(credentialRequest().path("credential_identifier").asString()).isEqualTo("membership-7");
    }

    @Test
    void theProofBringsABareKeyWhereTheIssuerCannotBindToTheDid() { // section 12.2.4
        issues(membership());
        receive();
        assertThat(proof().header().path("jwk").path("x"))
                .isEqualTo(holder.node.key().publicJwk().path("x"));
        assertThat(proof().kid()).isEmpty();
    }

    @Test
    void theProofNamesTheDidWhereTheIssuerKnowsTheMethod() {
        metadata("jwk", "did:web");
        issues(membership());
        receive();
        assertThat(proof().kid()).startsWith(holder.did());
        assertThat(proof().header().has("jwk")).isFalse();
    }

    @Test
    void theWalletSaysWhoItIsUnlessTheIssuerTakesAnybody() { // section 12.3, appendix F.1
        issues(membership());
        receive();
        assertThat(tokenRequest()).contains("client_id=did%3Aweb");
        assertThat(proof().claims().path("iss").asString()).isEqualTo(holder.did());

        server.resetRequests();
        answer(
                "/.well-known/oauth-authorization-server/realms/city",
                authorizationServer().put("pre-authorized_grant_anonymous_access_supported", true));
        receive();
        assertThat(tokenRequest()).doesNotContain("client_id");
        assertThat(proof().claims().has("iss")).isFalse();
    }

    @Test
    void anSdJwtIsTakenOnlyWhereItIsBoundToOurKey() {
        issues(sdJwt(SigningKey.ephemeral(KeyAlgorithm.ES256).publicJwk()));
        Party.Answer refused = receive();
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.body()).contains("bound to the key of somebody else");
        assertThat(holder.wallet.list()).isEmpty();

        issues(sdJwt(holder.node.key().publicJwk()));
        assertThat(receive().status()).isEqualTo(201);
    }

    @Test
    void withoutATrustAnchorTheCredentialIsRefused() {
        holder.trusted.clear();
        issues(membership());
        Party.Answer refused = receive();
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.body()).contains("trust.anchors");
    }

    @Test
    void aCredentialThatAnotherKeySignedIsRefused() {
        ObjectNode other = StrictJson.object().put("issuer", issuer);
        other.putObject("jwks")
                .putArray("keys")
                .add(SigningKey.ephemeral(KeyAlgorithm.ES256)
                        .publicJwk()
                        .deepCopy()
                        .put("kid", "k1"));
        answer("/.well-known/jwt-vc-issuer/realms/city", other);
        issues(membership());
        assertThat(receive().status()).isEqualTo(502);
    }
}
