package eu.twintown.node.trust.dcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.holding.HeldCredential;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.jose.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A holder asks an issuer for credentials and gets them (DCP 1.0.1, "Credential Issuance Protocol"). */
class IssuanceTest {
    private Instant now = Instant.now();
    private final Parties parties = new Parties(3, () -> now);
    private final Party authority = parties.add();
    private final Party city = parties.add();

    @BeforeEach
    void believe() {
        city.trust(authority);
    }

    @AfterEach
    void close() {
        parties.close();
    }

    private JsonNode request(String id) {
        return city.dcp().holdings().list().stream()
                .filter(request -> request.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private String ask() {
        return city.dcp().holdings().request(authority.name(), List.of("MembershipCredential"));
    }

    private void awaitState(String id, String state) {
        await().untilAsserted(
                        () -> assertThat(request(id).path("state").asString()).isEqualTo(state));
    }

    private String asAuthority() {
        return "Bearer " + authority.ids().mint(city.name(), Optional.empty());
    }

    private ObjectNode message(String holderPid, String payload) {
        ObjectNode message = DcpMessage.create("CredentialMessage")
                .put("issuerPid", "1")
                .put("holderPid", holderPid)
                .put("status", "ISSUED");
        message.putArray("credentials")
                .addObject()
                .put("credentialType", "MembershipCredential")
                .put("format", "VC2_0_JOSE")
                .put("payload", payload);
        return message;
    }

    private String credentialFor(String did) {
        return authority
                .issuer()
                .issue(CredentialOrder.of(
                        CredentialFormat.VC20_JWT,
                        "MembershipCredential",
                        did,
                        StrictJson.object().put("name", "x")))
                .text();
    }

    @Test
    void whatIsAskedForArrivesInTheLikedProfile() {
        authority.admit(city);
        awaitState(ask(), "issued");
        List<HeldCredential> held = city.wallet().list();
        assertThat(held).hasSize(1);
        assertThat(held.getFirst().state()).isIn(HeldCredential.State.VALID, HeldCredential.State.EXPIRES_SOON);
        assertThat(held.getFirst().credential().format()).isEqualTo(CredentialFormat.VC20_JWT);
        assertThat(held.getFirst().credential().subject()).isEqualTo(city.name().value());
        await().untilAsserted(() -> assertThat(authority.dcp().issuer().list())
                .allMatch(one -> one.path("delivered").asBoolean()));
    }

    @Test
    void aHolderThatIsNotKnownIsToldSo() {
        String id = ask();
        awaitState(id, "rejected");
        assertThat(request(id).path("reason").asString()).isEqualTo("not a member");
        assertThat(city.wallet().list()).isEmpty();
    }

    @Test
    void aTypeThatIsNotOfferedIsAskedForAgainLater() {
        String id = city.dcp().holdings().request(authority.name(), List.of("UnknownCredential"));
        await().untilAsserted(
                        () -> assertThat(request(id).path("reason").asString()).contains("does not offer"));
        assertThat(request(id).path("state").asString()).isEqualTo("waiting");
    }

    @Test
    void whatTheConfigurationNamesIsAskedForOnce() {
        authority.admit(city);
        city.dcp().holdings().requestOnce(authority.name(), List.of("MembershipCredential"));
        city.dcp().holdings().requestOnce(authority.name(), List.of("MembershipCredential"));
        assertThat(city.dcp().holdings().list()).hasSize(1);
    }

    @Test
    void credentialsThatNobodyAskedForAreNotStored() {
        OutgoingClient.Response response = city.post(
                "/dcp/credentials", message("unknown", credentialFor(city.name().value())), asAuthority());
        assertThat(response.status()).isEqualTo(403);
        assertThat(city.wallet().list()).isEmpty();
    }

    @Test
    void aRequestIsAnsweredByItsIssuerOnly() {
        Party stranger = parties.add();
        String id = ask();
        awaitState(id, "rejected");
        authority.admit(city);
        String second = ask();
        awaitState(second, "issued");
        String asStranger = "Bearer " + stranger.ids().mint(city.name(), Optional.empty());
        assertThat(city.post(
                                "/dcp/credentials",
                                message(second, credentialFor(city.name().value())),
                                asStranger)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aLaterAnswerReplacesTheFormerAndABadOneChangesNothing() {
        authority.admit(city);
        String id = ask();
        awaitState(id, "issued");
        String former = city.wallet().list().getFirst().key();
        assertThat(city.post("/dcp/credentials", message(id, credentialFor("did:web:else.example")), asAuthority())
                        .status())
                .isEqualTo(400);
        assertThat(city.post("/dcp/credentials", message(id, "no.credential.atall"), asAuthority())
                        .status())
                .isEqualTo(400);
        assertThat(city.wallet().list().getFirst().key()).isEqualTo(former);
        assertThat(city.post(
                                "/dcp/credentials",
                                message(id, credentialFor(city.name().value())),
                                asAuthority())
                        .status())
                .isEqualTo(200);
        assertThat(city.wallet().list()).hasSize(1);
        assertThat(city.wallet().list().getFirst().key()).isNotEqualTo(former);
    }

    @Test
    void theStatusIsForTheOneWhoAsked() {
        authority.admit(city);
        awaitState(ask(), "issued");
        String path = "/dcp/issuer/requests/"
                + authority.dcp().issuer().list().getFirst().path("id").asString();
        Party stranger = parties.add();
        OutgoingClient.Response mine =
                authority.get(path, "Bearer " + city.ids().mint(authority.name(), Optional.empty()));
        assertThat(mine.status()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(mine.body()).path("status").asString())
                .isEqualTo("ISSUED");
        assertThat(authority
                        .get(path, "Bearer " + stranger.ids().mint(authority.name(), Optional.empty()))
                        .status())
                .isEqualTo(404);
        assertThat(authority.get(path).status()).isEqualTo(401);
    }

    @Test
    void anOfferOfATrustedIssuerWaitsForADecision() {
        authority.admit(city);
        ObjectNode offer = DcpMessage.create("CredentialOfferMessage")
                .put("issuer", authority.name().value());
        offer.putArray("credentials")
                .addObject()
                .put("id", "1")
                .put("type", "CredentialObject")
                .put("credentialType", "MembershipCredential");
        assertThat(city.post("/dcp/offers", offer, asAuthority()).status()).isEqualTo(200);
        JsonNode kept =
                JsonMapper.shared().readTree(city.get("/api/dcp/offers").body()).get(0);
        OutgoingClient.Response accepted =
                city.post("/api/dcp/offers/" + kept.path("id").asString() + "/accept", StrictJson.object(), "");
        assertThat(accepted.status()).isEqualTo(201);
        awaitState(JsonMapper.shared().readTree(accepted.body()).path("id").asString(), "issued");
        assertThat(city.get("/api/dcp/offers").body()).asString().isEqualTo("[]");
    }

    @Test
    void anOfferOfAStrangerIsRefused() {
        Party stranger = parties.add();
        ObjectNode offer = DcpMessage.create("CredentialOfferMessage")
                .put("issuer", stranger.name().value());
        offer.putArray("credentials").addObject().put("id", "1");
        String asStranger = "Bearer " + stranger.ids().mint(city.name(), Optional.empty());
        assertThat(city.post("/dcp/offers", offer, asStranger).status()).isEqualTo(403);
        assertThat(city.post("/dcp/offers", offer, asAuthority()).status()).isEqualTo(400);
    }

    @Test
    void deliveryIsTriedAgainUntilTheHolderTakesIt() {
        authority.admit(city);
        city.takeStorageDown(true);
        String id = ask();
        await().untilAsserted(() -> assertThat(authority.dcp().issuer().list())
                .extracting(one -> one.path("attempts").asInt())
                .containsExactly(1));
        awaitState(id, "sent");
        city.takeStorageDown(false);
        now = now.plus(Duration.ofSeconds(20));
        authority.dcp().issuer().wake();
        awaitState(id, "issued");
        assertThat(authority.issuer().count()).isEqualTo(1);
    }

    @Test
    void everybodyMayReadWhatIsOffered() {
        JsonNode metadata = JsonMapper.shared()
                .readTree(authority.get("/dcp/issuer/metadata").body());
        assertThat(metadata.path("issuer").asString())
                .isEqualTo(authority.name().value());
        assertThat(metadata.path("credentialsSupported").values())
                .extracting(object -> object.path("profile").asString())
                .containsExactly("vc20-bssl/jwt", "vc11-sl2021/jwt");
        JsonNode trust = JsonMapper.shared()
                .readTree(authority.get("/.well-known/dspace-trust").body());
        assertThat(trust.at("/credentialsSupported/0/types/1").asString()).isEqualTo("MembershipCredential");
    }
}
