package eu.twintown.node.trust.jwks;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import eu.twintown.node.trust.key.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** JWT VC Issuer Metadata (SD-JWT VC) over HTTP, with its cache. */
class IssuerKeysTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final String METADATA = "/.well-known/jwt-vc-issuer/realms/city";

    private final WireMockServer host = new WireMockServer(0);
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1000, Duration.ofMillis(1)));
    private final SigningKey ec = SigningKey.ephemeral(KeyAlgorithm.ES256);
    private final SigningKey second = SigningKey.ephemeral(KeyAlgorithm.ES256);
    private final Set<String> trusted = new HashSet<>();
    private Instant now = START;
    private String issuer;
    private IssuerKeys keys;

    @BeforeEach
    void open() {
        host.start();
        issuer = host.baseUrl() + "/realms/city";
        trusted.add(issuer);
        keys = keys("localhost:" + host.port());
        publish(ec);
    }

    @AfterEach
    void close() {
        host.stop();
        outgoing.close();
    }

    private IssuerKeys keys(String... httpHosts) {
        return new IssuerKeys(
                outgoing,
                (signer, token, relationship) -> {
                    throw new TrustException("did", "asked for a DID", "asked for a DID: " + signer);
                },
                trusted::contains,
                new DidSettings(Duration.ofMinutes(10), Duration.ofHours(1), Set.of(httpHosts)),
                () -> now);
    }

    private ObjectNode set(SigningKey... published) {
        ObjectNode set = StrictJson.object();
        set.putArray("keys")
                .addObject()
                .put("kty", "oct")
                .put("kid", "of no use")
                .put("k", "AAAA");
        for (SigningKey key : published) {
            ObjectNode jwk = key.publicJwk().deepCopy();
            set.withArray("keys").add(jwk.put("kid", key.kid()).put("use", "sig"));
        }
        return set;
    }

    private void publish(SigningKey... published) {
        ObjectNode metadata = StrictJson.object().put("issuer", issuer);
        metadata.set("jwks", set(published));
        publish(metadata);
    }

    private void publish(ObjectNode metadata) {
        host.stubFor(get(METADATA).willReturn(okJson(metadata.toString())));
    }

    private int requests() {
        return host.findAll(getRequestedFor(urlEqualTo(METADATA))).size();
    }

    private static Jws token(SigningKey key, String kid) {
        ObjectNode header = StrictJson.object();
        if (kid.isEmpty()) {
            header.set("jwk", key.publicJwk()); // never to be believed, and no name
        } else {
            header.put("kid", kid);
        }
        return Jws.parse(key.sign(header, StrictJson.object().put("x", 1)));
    }

    private VerificationKey key(SigningKey key, String kid) {
        return keys.key(issuer, token(key, kid), Relationship.ASSERTION_METHOD);
    }

    private String refusal() {
        return catchThrowableOfType(TrustException.class, () -> key(ec, ec.kid()))
                .reason();
    }

    @Test
    void theKeyIsFetchedOnceWhileFreshAndVerifies() {
        Jws token = token(ec, ec.kid());
        token.verify(keys.key(issuer, token, Relationship.ASSERTION_METHOD));
        assertThat(key(ec, ec.kid()).thumbprint()).isEqualTo(ec.kid());
        assertThat(requests()).isEqualTo(1);

        now = START.plus(Duration.ofMinutes(11));
        key(ec, ec.kid());
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aTokenWithoutAKeyNameMayBeOfTheOnlyKeyForItsAlgorithm() {
        assertThat(key(ec, "").thumbprint()).isEqualTo(ec.kid());
        publish(ec, second);
        now = START.plusSeconds(11 * 60);
        assertThatThrownBy(() -> key(ec, "")).hasMessageContaining("2 keys");
    }

    @Test
    void keysMayLieAtAnAddressOfTheirOwn() {
        publish(StrictJson.object().put("issuer", issuer).put("jwks_uri", host.baseUrl() + "/certs"));
        host.stubFor(get("/certs").willReturn(okJson(set(ec).toString())));
        assertThat(key(ec, ec.kid()).thumbprint()).isEqualTo(ec.kid());
    }

    @Test
    void metadataOfAnotherIssuerOrWithTwoSetsOfKeysAreRefused() {
        publish(StrictJson.object().put("issuer", "https://other.example"));
        assertThat(refusal()).contains("https://other.example");
        ObjectNode both = StrictJson.object().put("issuer", issuer).put("jwks_uri", host.baseUrl() + "/certs");
        both.set("jwks", set(ec));
        publish(both);
        assertThat(refusal()).contains("either jwks or jwks_uri");
        publish(StrictJson.object().put("issuer", issuer).put("jwks_uri", "no address"));
        assertThat(refusal()).contains("jwks_uri");
        publish(StrictJson.object().put("issuer", issuer).put("jwks_uri", "file:///etc/passwd"));
        assertThat(refusal()).contains("without TLS");
    }

    @Test
    void aKeyThatCameByRotationIsFoundButNotAskedForEverySecond() {
        key(ec, ec.kid());
        publish(second);
        assertThatThrownBy(() -> key(second, second.kid())).isInstanceOf(TrustException.class);
        assertThat(requests()).isEqualTo(1);
        now = START.plusSeconds(6);
        assertThat(key(second, second.kid()).thumbprint()).isEqualTo(second.kid());
    }

    @Test
    void keptKeysCountWhileTheIssuerIsDownUntilTheirStatedAge() {
        key(ec, ec.kid());
        host.stubFor(get(METADATA).willReturn(serverError()));
        now = START.plus(Duration.ofMinutes(59));
        assertThat(key(ec, ec.kid()).thumbprint()).isEqualTo(ec.kid());
        now = START.plus(Duration.ofMinutes(61));
        assertThat(refusal()).contains("500");
    }

    @Test
    void whoIsNotTrustedIsNotEvenAsked() {
        trusted.clear();
        assertThat(refusal()).contains("trust.anchors");
        assertThat(requests()).isZero();
    }

    @Test
    void withoutTlsOnlyNamedHostsAreAsked() {
        keys = keys();
        assertThat(refusal()).contains("did-http-hosts");
        assertThat(requests()).isZero();
    }

    @Test
    void anAddressProvesNoHolder() {
        assertThatThrownBy(() -> keys.key(issuer, token(ec, ec.kid()), Relationship.AUTHENTICATION))
                .hasMessageContaining("address");
        assertThat(requests()).isZero();
    }

    @Test
    void everybodyElseIsFoundByTheirDid() {
        assertThatThrownBy(() -> keys.key("did:web:x.example", token(ec, ""), Relationship.ASSERTION_METHOD))
                .hasMessageContaining("did:web:x.example");
    }

    @Test
    void anAddressHasAHostAndNothingBehindThePath() {
        assertThat(IssuerAddress.parse("https://id.example/").metadata())
                .hasToString("https://id.example/.well-known/jwt-vc-issuer");
        for (String wrong : List.of(
                "https://",
                "https://id.example/?a=b",
                "https://id.example/#a",
                "https://u@id.example",
                "https://a b")) {
            assertThatThrownBy(() -> IssuerAddress.parse(wrong)).as(wrong).isInstanceOf(TrustException.class);
        }
    }
}
