package eu.twintown.node.trust.status;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.Party;
import eu.twintown.node.trust.credential.Check;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.Credentials;
import eu.twintown.node.trust.jose.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Status lists of others: fetched, verified, kept for their time, and closed where they cannot be had. */
class StatusCheckerTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Party ISSUER = Party.of("did:web:authority.example");
    private static final Party OTHER = Party.of("did:web:other.example");
    private static final Map<String, Party> PARTIES =
            Map.of(ISSUER.did().value(), ISSUER, OTHER.did().value(), OTHER);

    private final WireMockServer host = new WireMockServer(0);
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1000, Duration.ofMillis(1)));
    private Instant now = START;

    @BeforeEach
    void open() {
        host.start();
    }

    @AfterEach
    void close() {
        host.stop();
        outgoing.close();
    }

    private StatusChecker checker(boolean unsigned) {
        return new StatusChecker(
                outgoing,
                (signer, token, relationship) -> PARTIES.get(signer)
                        .document()
                        .key(token.kid(), relationship)
                        .orElseThrow(),
                address -> Optional.empty(),
                new StatusSettings(Duration.ofMinutes(5), Duration.ofHours(1), unsigned),
                () -> now);
    }

    private Credential credential(String type, int index, String purpose) {
        ObjectNode json = StrictJson.object("""
                {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "T"],
                 "issuer": "did:web:authority.example", "credentialSubject": {"id": "did:web:a.example"}}
                """);
        json.putObject("credentialStatus")
                .put("type", type)
                .put("statusPurpose", purpose)
                .put("statusListIndex", index)
                .put("statusListCredential", host.url("/list"));
        return Credentials.parse(ISSUER.sign("vc+jwt", json));
    }

    private static ObjectNode list(String issuer, StatusBits bits) {
        ObjectNode json = StrictJson.object("""
                {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:list",
                 "type": ["VerifiableCredential", "BitstringStatusListCredential"],
                 "credentialSubject": {"type": "BitstringStatusList", "statusPurpose": "revocation"}}
                """).put("issuer", issuer);
        ((ObjectNode) json.path("credentialSubject")).put("encodedList", "u" + bits.gzip());
        return json;
    }

    private void publish(Party signer, ObjectNode list) {
        host.stubFor(get("/list").willReturn(ok(signer.sign("vc+jwt", list))));
    }

    private String check(StatusChecker checker, int index) {
        return outcome(checker.check(credential("BitstringStatusListEntry", index, "revocation")));
    }

    private static String outcome(Check check) {
        return check.passed() ? "fine" : check.name();
    }

    private int requests() {
        return host.findAll(getRequestedFor(urlEqualTo("/list"))).size();
    }

    /** Bitstring Status List v1.0, section 4: index 0 is the left-most bit. */
    @Test
    void bitsCountFromTheLeft() {
        StatusBits bits = StatusBits.empty().with(0, 1).with(9, 1);

        assertThat(bits.get(0)).isEqualTo(1);
        assertThat(bits.get(1)).isZero();
        assertThat(StatusBits.gunzip("u" + bits.gzip())).isEqualTo(bits);
        assertThat(StatusBits.gunzip(bits.gzip()).get(9)).isEqualTo(1);
        // The example of that specification: 131,072 zeroes.
        assertThat(StatusBits.gunzip("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"))
                .isEqualTo(StatusBits.empty());
    }

    /** Token Status List, section 4.1, example with two bits: from the right. */
    @Test
    void tokensCountFromTheRight() {
        StatusBits bits = StatusBits.inflate("eNo76fITAAPfAgc", 2);

        int[] values = new int[12];
        for (int i = 0; i < 12; i++) {
            values[i] = bits.get(i);
        }
        assertThat(values).containsExactly(1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3);
    }

    @Test
    void aRevokedPlaceIsSeenAndOthersAreNot() {
        publish(ISSUER, list(ISSUER.did().value(), StatusBits.empty().with(7, 1)));
        StatusChecker checker = checker(false);

        assertThat(check(checker, 7)).isEqualTo(Check.REVOKED);
        assertThat(check(checker, 8)).isEqualTo("fine");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aRevocationShowsWhenTheKeptListHasRunOut() {
        publish(ISSUER, list(ISSUER.did().value(), StatusBits.empty()));
        StatusChecker checker = checker(false);
        assertThat(check(checker, 7)).isEqualTo("fine");
        publish(ISSUER, list(ISSUER.did().value(), StatusBits.empty().with(7, 1)));

        assertThat(check(checker, 7)).isEqualTo("fine");
        now = START.plus(Duration.ofMinutes(5));
        assertThat(check(checker, 7)).isEqualTo(Check.REVOKED);
    }

    @Test
    void aShorterTimeToLiveOfTheListCounts() {
        ObjectNode brief = list(ISSUER.did().value(), StatusBits.empty());
        ((ObjectNode) brief.path("credentialSubject")).put("ttl", 10_000);
        publish(ISSUER, brief);
        StatusChecker checker = checker(false);
        check(checker, 1);
        now = START.plusSeconds(11);
        check(checker, 1);

        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void whileTheListCannotBeHadItCountsUntilTheStatedAgeAndThenClosed() {
        publish(ISSUER, list(ISSUER.did().value(), StatusBits.empty()));
        StatusChecker checker = checker(false);
        check(checker, 7);
        host.stubFor(get("/list").willReturn(aResponse().withStatus(500)));

        now = START.plus(Duration.ofMinutes(59));
        assertThat(check(checker, 7)).isEqualTo("fine");
        now = START.plus(Duration.ofMinutes(61));
        assertThat(check(checker, 7)).isEqualTo("status");
        assertThat(check(checker(false), 7)).as("never had").isEqualTo("status");
    }

    @Test
    void aListOfSomebodyElseIsRefused() {
        publish(OTHER, list(OTHER.did().value(), StatusBits.empty()));
        // Signed by another key under the issuer's name.
        host.stubFor(get("/list")
                .willReturn(ok(OTHER.key()
                        .sign(
                                StrictJson.object().put("typ", "vc+jwt").put("kid", ISSUER.keyId()),
                                list(ISSUER.did().value(), StatusBits.empty())))));

        assertThat(check(checker(false), 7)).isEqualTo("status");
        publish(ISSUER, list(OTHER.did().value(), StatusBits.empty()));
        assertThat(check(checker(false), 7)).isEqualTo("status");
    }

    @Test
    void aListForAnotherPurposeOfAnotherTypeOrTooShortIsRefused() {
        ObjectNode other = list(ISSUER.did().value(), StatusBits.empty());
        ((ObjectNode) other.path("credentialSubject")).put("statusPurpose", "suspension");
        ObjectNode plain = list(ISSUER.did().value(), StatusBits.empty());
        plain.putArray("type").add("VerifiableCredential");
        ObjectNode endless = list(ISSUER.did().value(), StatusBits.empty());
        ((ObjectNode) endless.path("credentialSubject")).put("encodedList", "uAAAA");

        for (ObjectNode wrong : new ObjectNode[] {other, plain, endless}) {
            publish(ISSUER, wrong);
            assertThat(check(checker(false), 7)).isEqualTo("status");
        }
        publish(ISSUER, list(ISSUER.did().value(), StatusBits.empty()));
        assertThat(check(checker(false), 200_000)).as("beyond the end").isEqualTo("status");
        assertThat(outcome(checker(false).check(credential("Other", 1, "revocation"))))
                .isEqualTo("status");
    }

    @Test
    void aListWithoutSignatureIsTakenOnlyWhereTheConfigurationAllowsIt() {
        host.stubFor(get("/list")
                .willReturn(ok(list(ISSUER.did().value(), StatusBits.empty().with(7, 1))
                        .toString())));

        assertThat(check(checker(false), 8)).isEqualTo("status");
        assertThat(check(checker(true), 8)).isEqualTo("fine");
        assertThat(check(checker(true), 7)).isEqualTo(Check.REVOKED);
    }
}
