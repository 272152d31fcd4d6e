package eu.twintown.node.trust.did;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Party;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.key.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** did:web over HTTP with its cache, did:key and did:jwk by themselves. */
class DidResolverTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final String PATH = "/city/did.json";

    private final WireMockServer host = new WireMockServer(0);
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1000, Duration.ofMillis(1)));
    private Instant now = START;
    private Party city;
    private DidResolver resolver;

    @BeforeEach
    void open() {
        host.start();
        city = Party.of("did:web:127.0.0.1%3A" + host.port() + ":city");
        resolver = resolver("127.0.0.1:" + host.port());
        publish(city);
    }

    @AfterEach
    void close() {
        host.stop();
        outgoing.close();
    }

    private DidResolver resolver(String... httpHosts) {
        return new DidResolver(
                outgoing, new DidSettings(Duration.ofMinutes(10), Duration.ofHours(1), Set.of(httpHosts)), () -> now);
    }

    private void publish(Party party) {
        host.stubFor(get(PATH).willReturn(okJson(party.documentJson().toString())));
    }

    private int requests() {
        return host.findAll(getRequestedFor(urlEqualTo(PATH))).size();
    }

    private String refusal(String did) {
        return catchThrowableOfType(TrustException.class, () -> resolver.resolve(Did.parse(did)))
                .check();
    }

    @Test
    void aDocumentIsFetchedOnceWhileFresh() {
        assertThat(resolver.key(city.keyId(), Relationship.AUTHENTICATION).thumbprint())
                .isEqualTo(city.key().kid());
        resolver.resolve(city.did());
        assertThat(requests()).isEqualTo(1);

        now = START.plus(Duration.ofMinutes(11));
        resolver.resolve(city.did());
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void anUnknownKeyMakesItLookOnceMore() {
        resolver.resolve(city.did());
        Party rotated = Party.of(city.did().value());
        publish(rotated);

        assertThatThrownBy(() -> resolver.key(rotated.keyId(), Relationship.ASSERTION_METHOD))
                .as("not again within seconds")
                .isInstanceOf(TrustException.class);
        now = START.plusSeconds(6);
        assertThat(resolver.key(rotated.keyId(), Relationship.ASSERTION_METHOD).thumbprint())
                .isEqualTo(rotated.key().kid());
        assertThat(requests()).isEqualTo(2);
        assertThatThrownBy(() -> resolver.key(city.keyId(), Relationship.ASSERTION_METHOD))
                .hasMessageContaining(city.key().kid());
    }

    @Test
    void whileItsHostIsDownTheOldDocumentCountsUntilTheStatedAge() {
        resolver.resolve(city.did());
        host.stubFor(get(PATH).willReturn(aResponse().withStatus(503)));

        now = START.plus(Duration.ofMinutes(59));
        assertThat(resolver.resolve(city.did()).did()).isEqualTo(city.did());
        now = START.plus(Duration.ofMinutes(61));
        assertThat(refusal(city.did().value())).isEqualTo("did-unreachable");
    }

    @Test
    void aDocumentOfSomebodyElseIsRefusedEvenWhereAnOldOneIsThere() {
        resolver.resolve(city.did());
        now = START.plus(Duration.ofMinutes(11));
        publish(Party.of("did:web:evil.example"));

        assertThat(refusal(city.did().value())).isEqualTo("did");
    }

    @Test
    void withoutTlsOnlyHostsThatTheConfigurationNamesAreAsked() {
        assertThatThrownBy(() -> resolver("other.example").resolve(city.did())).isInstanceOf(TrustException.class);
        assertThat(requests()).isZero();
    }

    @Test
    void addressesInsideTheNetworkAreNotReached() {
        OutgoingClient strict = new OutgoingClient(OutgoingRules.PUBLIC_ONLY);
        DidResolver careful = new DidResolver(
                strict,
                new DidSettings(Duration.ofMinutes(10), Duration.ofHours(1), Set.of("127.0.0.1:" + host.port())),
                () -> now);

        assertThatThrownBy(() -> careful.resolve(city.did()))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.safe()).doesNotContain("127.0.0.1"));
        assertThat(requests()).isZero();
        strict.close();
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        for (String body : new String[] {
            "[]",
            "{}",
            "x",
            "{\"id\":\"a\",\"id\":\"" + city.did() + "\"}",
            "{\"id\":\"" + city.did() + "\",\"service\":{}}"
        }) {
            resolver.forget(city.did());
            host.stubFor(get(PATH).willReturn(okJson(body)));
            assertThatThrownBy(() -> resolver.resolve(city.did())).as(body).isInstanceOf(TrustException.class);
        }
        host.stubFor(get(PATH).willReturn(okJson("{\"filler\":\"" + "x".repeat(300_000) + "\"}")));
        assertThatThrownBy(() -> resolver.resolve(city.did())).hasMessageContaining("larger");
    }

    @Test
    void aKeyOfAnotherDidIsRefused() {
        assertThatThrownBy(() -> resolver.key(city.did(), "did:web:evil.example#1", Relationship.AUTHENTICATION))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.check()).isEqualTo("key"));
    }

    @Test
    void unknownMethodsAreRefused() {
        assertThat(refusal("did:ebsi:z1234")).isEqualTo("did");
    }

    @Test
    void didJwkAndDidKeyCarryTheirKeyInThemselves() {
        SigningKey key = SigningKey.ephemeral(KeyAlgorithm.ES256);
        var jwk = key.publicJwk();
        jwk.remove("kid");
        String did = "did:jwk:" + StrictJson.encode(StrictJson.bytes(jwk));

        assertThat(resolver.key(did + "#0", Relationship.AUTHENTICATION).thumbprint())
                .isEqualTo(key.kid());
        // did:key method, test vectors for Ed25519 and P-256.
        String ed25519 = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
        assertThat(resolver.key("did:key:" + ed25519 + "#" + ed25519, Relationship.ASSERTION_METHOD)
                        .algorithms())
                .containsExactly(KeyAlgorithm.EDDSA);
        String p256 = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
        assertThat(resolver.key("did:key:" + p256, Relationship.ASSERTION_METHOD)
                        .algorithms())
                .containsExactly(KeyAlgorithm.ES256);
        assertThat(refusal("did:key:z6Mk")).isEqualTo("did");
        assertThat(refusal("did:key:x")).isEqualTo("did");
        assertThat(refusal("did:jwk:e30")).isEqualTo("key");
    }
}
