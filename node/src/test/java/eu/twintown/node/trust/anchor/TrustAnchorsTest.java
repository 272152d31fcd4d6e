package eu.twintown.node.trust.anchor;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.trust.OwnNode;
import eu.twintown.node.trust.Party;
import eu.twintown.node.trust.anchor.AnchorSettings.Kind;
import eu.twintown.node.trust.anchor.AnchorSettings.Registry;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Who may issue what: the own list with its history, the configuration's, and lists of others in three shapes. */
class TrustAnchorsTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final String ISSUER = "did:web:issuer.example";
    private static final Party AUTHORITY = Party.of("did:web:authority.example");

    @TempDir
    private Path folder;

    private final StoreFixture fixture = StoreFixture.open();
    private final WireMockServer host = new WireMockServer(0);
    private Instant now = START;
    private OwnNode node;

    @BeforeEach
    void open() {
        host.start();
        node = new OwnNode(folder, fixture.store().documents(), URI.create("https://city.example"), () -> now);
        node.resolver.answer(AUTHORITY.did(), AUTHORITY::document);
    }

    @AfterEach
    void close() {
        host.stop();
        fixture.close();
    }

    private TrustAnchors anchors(Registry... registries) {
        return anchors(List.of(), registries);
    }

    private TrustAnchors anchors(List<TrustAnchor> configured, Registry... registries) {
        AnchorSettings settings =
                new AnchorSettings(configured, List.of(registries), Duration.ofMinutes(10), Duration.ofHours(24));
        RegistryReader reader = new RegistryReader(node.outgoing, KeySource.ofDids(node.resolver), () -> now);
        return new TrustAnchors(
                fixture.store().documents(),
                node.did,
                settings,
                new RemoteRegistries(settings, reader, () -> now),
                () -> now);
    }

    private Registry registry(Kind kind, String... types) {
        return new Registry(
                URI.create(host.url("/list")),
                kind,
                Optional.of(AUTHORITY.did().value()),
                types.length == 0 ? List.of("*") : List.of(types));
    }

    private static boolean trusts(TrustAnchors anchors, String... types) {
        return anchors.trusts(ISSUER, List.of(types)).isPresent();
    }

    @Test
    void anIssuerIsTrustedForWhatWasSaidAndNothingElse() {
        TrustAnchors anchors = anchors();
        anchors.put(ISSUER, "Issuer", List.of("A", "B"), Optional.of(START.plusSeconds(100)), "steward");

        assertThat(anchors.trusts(ISSUER, List.of("A"))).contains("this node");
        assertThat(trusts(anchors, "A", "B")).isTrue();
        assertThat(trusts(anchors, "A", "C")).isFalse();
        assertThat(trusts(anchors)).isFalse();
        assertThat(anchors.trusts("did:web:other.example", List.of("A"))).isEmpty();
        now = START.plusSeconds(100);
        assertThat(trusts(anchors, "A")).isFalse();
    }

    @Test
    void theHistoryKeepsWhatWasRevokedAndWhy() {
        anchors().put(ISSUER, "Issuer", List.of("*"), Optional.empty(), "ann");
        now = START.plusSeconds(10);
        anchors().revoke(ISSUER, "broke the rules", "bob");

        TrustAnchors after = anchors();
        assertThat(trusts(after, "A")).isFalse();
        assertThat(after.list()).singleElement().satisfies(anchor -> {
            assertThat(anchor.revoked().orElseThrow().reason()).isEqualTo("broke the rules");
            assertThat(anchor.revoked().orElseThrow().by()).isEqualTo("bob");
            assertThat(anchor.since()).isEqualTo(START);
        });
        assertThat(after.history())
                .extracting(change -> change.path("action").asString() + " "
                        + change.path("version").asLong())
                .containsExactly("put 1", "revoke 2");

        after.put(ISSUER, "Issuer", List.of("A"), Optional.empty(), "ann");
        assertThat(trusts(after, "A")).isTrue();
        assertThat(after.version()).isEqualTo(3);
    }

    @Test
    void whatIsNoDidOrIsNotThereIsRefused() {
        TrustAnchor fixed = new TrustAnchor(
                ISSUER, "Issuer", List.of("A"), Instant.EPOCH, Optional.empty(), Optional.empty(), "configuration");
        TrustAnchors anchors = anchors(List.of(fixed));

        assertThat(anchors.trusts(ISSUER, List.of("A"))).contains("configuration");
        assertThatThrownBy(() -> anchors.put("x", "x", List.of("*"), Optional.empty(), "ann"))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> anchors.revoke("did:web:none.example", "x", "ann"))
                .hasMessageContaining("no trust anchor");
        assertThatThrownBy(() -> anchors.revoke(ISSUER, "x", "ann")).hasMessageContaining("configuration");
    }

    private void publishSigned(long version, Instant end, ObjectNode... anchors) {
        ObjectNode claims = StrictJson.object()
                .put("iss", AUTHORITY.did().value())
                .put("version", version)
                .put("exp", end.getEpochSecond());
        claims.putArray("anchors").addAll(List.of(anchors));
        host.stubFor(get("/list").willReturn(ok(AUTHORITY.sign("trust-anchors+jwt", claims))));
    }

    private static ObjectNode entry() {
        return StrictJson.object("""
                {"did": "did:web:issuer.example", "name": "Issuer", "types": ["A", "B"],
                 "since": "2026-01-01T00:00:00Z"}
                """);
    }

    @Test
    void aSignedListOfAnotherNodeIsReadWithinItsLimits() {
        publishSigned(1, START.plusSeconds(10_000), entry());
        TrustAnchors anchors = anchors(registry(Kind.SIGNED, "A"));

        assertThat(anchors.trusts(ISSUER, List.of("A")).orElseThrow()).startsWith("http://");
        assertThat(trusts(anchors, "B")).as("it may speak about A only").isFalse();
        anchors.put(ISSUER, "Issuer", List.of("A"), Optional.empty(), "ann");
        anchors.revoke(ISSUER, "not by us", "ann");
        assertThat(trusts(anchors, "A")).as("our own no is stronger").isFalse();
    }

    @Test
    void revokedEntriesOfAListCountAsSuch() {
        ObjectNode revoked = entry();
        revoked.putObject("revoked")
                .put("at", "2026-02-01T00:00:00Z")
                .put("reason", "x")
                .put("by", "y");
        publishSigned(1, START.plusSeconds(10_000), revoked);
        TrustAnchors anchors = anchors(registry(Kind.SIGNED));

        assertThat(trusts(anchors, "A")).isFalse();
        assertThat(anchors.list()).singleElement().satisfies(anchor -> assertThat(anchor.revoked())
                .isPresent());
    }

    @Test
    void anOlderVersionAForeignSignatureAndAnExpiredListAreRefused() {
        TrustAnchors anchors = anchors(registry(Kind.SIGNED));
        publishSigned(2, START.plusSeconds(100_000));
        assertThat(trusts(anchors, "A")).isFalse();
        publishSigned(1, START.plusSeconds(100_000), entry());
        now = START.plus(Duration.ofMinutes(11));
        assertThat(trusts(anchors, "A")).as("version 1 after 2").isFalse();

        host.stubFor(get("/list")
                .willReturn(ok(Party.of("did:web:evil.example")
                        .sign("trust-anchors+jwt", StrictJson.object().put("iss", "did:web:evil.example")))));
        assertThat(trusts(anchors(registry(Kind.SIGNED)), "A")).isFalse();
        publishSigned(3, START.minusSeconds(100), entry());
        assertThat(trusts(anchors(registry(Kind.SIGNED)), "A")).isFalse();
    }

    @Test
    void whileAListCannotBeHadItCountsUntilTheStatedAge() {
        publishSigned(1, START.plus(Duration.ofDays(7)), entry());
        TrustAnchors anchors = anchors(registry(Kind.SIGNED));
        assertThat(trusts(anchors, "A")).isTrue();
        host.stubFor(get("/list").willReturn(aResponse().withStatus(503)));

        now = START.plus(Duration.ofHours(23));
        assertThat(trusts(anchors, "A")).isTrue();
        now = START.plus(Duration.ofHours(25));
        assertThat(trusts(anchors, "A")).isFalse();
    }

    private ObjectNode attribute(String body, String type) {
        return StrictJson.object()
                .put("hash", "x")
                .put("body", body)
                .put("issuerType", type)
                .put("tao", "")
                .put("rootTao", "");
    }

    private String accreditation() {
        return AUTHORITY.sign("JWT", StrictJson.object("""
                {"vc": {"credentialSubject": {"id": "did:web:issuer.example", "accreditedFor":
                  [{"schemaId": "x", "types": ["VerifiableCredential", "VerifiableAttestation", "A"]}]}}}
                """));
    }

    @Test
    void aRegistryOfEbsiIsAskedForSingleIssuers() {
        String issuer = "/list/issuers/" + ISSUER;
        host.stubFor(get(urlMatching(".*")).atPriority(9).willReturn(aResponse().withStatus(404)));
        host.stubFor(get(issuer)
                .willReturn(
                        okJson("{\"did\":\"" + ISSUER + "\",\"hasAttributes\":true,\"attributes\":\"elsewhere\"}")));
        host.stubFor(get(issuer + "/attributes").willReturn(okJson("{\"items\":[{\"id\":\"0x1\",\"href\":\"\"}]}")));
        ObjectNode one = StrictJson.object().put("did", ISSUER);
        one.set("attribute", attribute(accreditation(), "TI"));
        host.stubFor(get(issuer + "/attributes/0x1").willReturn(okJson(one.toString())));
        TrustAnchors anchors = anchors(registry(Kind.EBSI));

        assertThat(trusts(anchors, "A")).isTrue();
        assertThat(trusts(anchors, "B")).isFalse();
        assertThat(anchors.trusts("did:web:other.example", List.of("A"))).isEmpty();

        one.set("attribute", attribute(accreditation(), "Revoked"));
        host.stubFor(get(issuer + "/attributes/0x1").willReturn(okJson(one.toString())));
        now = START.plus(Duration.ofMinutes(11));
        assertThat(trusts(anchors, "A")).isFalse();
    }

    @Test
    void theOlderShapeOfRegistriesIsReadToo() {
        String body = Base64.getEncoder()
                .encodeToString("{\"credentialsType\":\"A\",\"validFor\":{}}".getBytes(StandardCharsets.UTF_8));
        ObjectNode answer = StrictJson.object().put("did", ISSUER);
        answer.putArray("attributes").add(attribute(body, "TI"));
        host.stubFor(get("/list/issuers/" + ISSUER).willReturn(okJson(answer.toString())));

        assertThat(trusts(anchors(registry(Kind.EBSI)), "A")).isTrue();
        assertThat(trusts(anchors(registry(Kind.EBSI)), "B")).isFalse();
    }

    @Test
    void theComplianceIssuersOfAGaiaXRegistryAreRead() {
        host.stubFor(get("/list/api/complianceIssuers").willReturn(okJson("[\"" + ISSUER + "\"]")));
        TrustAnchors anchors = anchors(registry(Kind.GAIA_X, "gx:LabelCredential"));

        assertThat(trusts(anchors, "gx:LabelCredential")).isTrue();
        assertThat(trusts(anchors, "A")).isFalse();
    }

    @Test
    void whatIsMalformedTrustsNobody() {
        for (String body : new String[] {"x", "{}", "[1]", "a.b.c"}) {
            host.stubFor(get("/list").willReturn(ok(body)));
            host.stubFor(get(urlMatching("/list/.*")).willReturn(ok(body)));
            for (Kind kind : Kind.values()) {
                assertThat(trusts(anchors(registry(kind)), "A"))
                        .as(kind + " " + body)
                        .isFalse();
            }
        }
    }
}
