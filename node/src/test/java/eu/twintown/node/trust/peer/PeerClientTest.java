package eu.twintown.node.trust.peer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import eu.twintown.node.config.NodeConfig.Peer;
import eu.twintown.node.config.PeerAuth;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.dcp.Parties;
import eu.twintown.node.trust.dcp.Party;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node sends to its peers so that they know it, as configured for each. */
class PeerClientTest {
    private Instant now = Instant.now();
    private final Parties parties = new Parties(3, () -> now);
    private final Party authority = parties.add();
    private final Party peer = parties.add();
    private final WireMockServer foreign =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    @AfterEach
    void close() {
        parties.close();
        foreign.stop();
    }

    private Party nodeWith(String url, PeerAuth auth) {
        return parties.add(new Peer("peer", "Peer", "DE", URI.create(url), List.of("X"), true, auth));
    }

    private static OutgoingClient.Response ask(Party node, String address, String... header) {
        Map<String, String> headers = header.length == 0 ? Map.of() : Map.of(header[0], header[1]);
        return node.dcp()
                .peers()
                .send(new OutgoingClient.Request(
                        "GET", URI.create(address), headers, new byte[0], Duration.ofSeconds(10)));
    }

    private Party member() {
        peer.trust(authority);
        Party node = nodeWith(peer.url() + "/ngsi-ld/v1", PeerAuth.DCP);
        authority.makeMember(node, CredentialFormat.VC20_JWT);
        return node;
    }

    @Test
    void aPeerKnowsThisNodeByDcpUnlessToldOtherwise() {
        Party node = member();
        OutgoingClient.Response response = ask(node, peer.url() + "/secret");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).asString().contains(node.name().value());
        assertThat(node.dcp().peers().refusal(URI.create(peer.url()))).isEmpty();
    }

    @Test
    void theProofIsMadeOnceAndThenASessionIsUsed() {
        Party node = member();
        for (int i = 0; i < 20; i++) {
            assertThat(ask(node, peer.url() + "/secret").status()).isEqualTo(200);
        }
        assertThat(node.presented()).isEqualTo(1);
    }

    @Test
    void aSessionIsRenewedBeforeItEndsAndAfterThePeerForgotIt() {
        Party node = member();
        assertThat(ask(node, peer.url() + "/secret").status()).isEqualTo(200);
        now = now.plus(Duration.ofMinutes(6));
        assertThat(ask(node, peer.url() + "/secret").status()).isEqualTo(200);
        assertThat(node.presented()).isEqualTo(2);
    }

    @Test
    void aNodeThatCannotProveItselfGetsWhatIsPublicAndNothingElse() {
        Party node = nodeWith(peer.url() + "/ngsi-ld/v1", PeerAuth.DCP);
        assertThat(ask(node, peer.url() + "/public").status()).isEqualTo(204);
        assertThat(ask(node, peer.url() + "/secret").status()).isEqualTo(401);
        assertThat(node.dcp().peers().refusal(URI.create(peer.url())))
                .hasValueSatisfying(why -> assertThat(why).contains("MembershipCredential is missing"));
    }

    @Test
    void aProofThatWasRefusedIsTriedAgainAfterAWhile() {
        Party node = nodeWith(peer.url() + "/ngsi-ld/v1", PeerAuth.DCP);
        peer.trust(authority);
        assertThat(ask(node, peer.url() + "/secret").status()).isEqualTo(401);
        authority.makeMember(node, CredentialFormat.VC20_JWT);
        assertThat(ask(node, peer.url() + "/secret").status()).isEqualTo(401);
        assertThat(node.presented()).isEqualTo(1);
        now = now.plus(Duration.ofSeconds(31));
        assertThat(ask(node, peer.url() + "/secret").status()).isEqualTo(200);
        assertThat(node.dcp().peers().refusal(URI.create(peer.url()))).isEmpty();
    }

    @Test
    void nobodyElseGetsAProof() {
        Party node = member();
        foreign.start();
        foreign.stubFor(get(urlPathEqualTo("/x")).willReturn(okJson("{}")));
        ask(node, foreign.baseUrl() + "/x");
        foreign.verify(getRequestedFor(urlPathEqualTo("/x")).withoutHeader("Authorization"));
    }

    @Test
    void aProofThatTheRequestHoldsAlreadyStays() {
        Party node = member();
        assertThat(ask(node, peer.url() + "/secret", "authorization", "Bearer mine")
                        .status())
                .isEqualTo(401);
        assertThat(node.presented()).isZero();
    }

    @Test
    void noneMeansNone() {
        foreign.start();
        foreign.stubFor(get(urlPathEqualTo("/x")).willReturn(okJson("{}")));
        Party node = nodeWith(
                foreign.baseUrl(),
                new PeerAuth(PeerAuth.Method.NONE, Optional.empty(), Optional.empty(), Optional.empty()));
        ask(node, foreign.baseUrl() + "/x");
        foreign.verify(getRequestedFor(urlPathEqualTo("/x")).withoutHeader("Authorization"));
    }

    private Party withOAuth2() {
        foreign.start();
        foreign.stubFor(get(urlPathEqualTo("/x")).willReturn(okJson("{}")));
        return nodeWith(
                foreign.baseUrl(),
                new PeerAuth(
                        PeerAuth.Method.OAUTH2,
                        Optional.empty(),
                        Optional.of(new PeerAuth.OAuth2(
                                URI.create(foreign.baseUrl() + "/token"), "me", "s:cret", Optional.of("read twin"))),
                        Optional.empty()));
    }

    @Test
    void anOAuth2TokenIsFetchedOnceAndUsedUntilItEnds() {
        Party node = withOAuth2();
        foreign.stubFor(post(urlPathEqualTo("/token"))
                .withBasicAuth("me", "s%3Acret")
                .withRequestBody(containing("grant_type=client_credentials"))
                .withRequestBody(containing("scope=read+twin"))
                .willReturn(okJson("{\"access_token\":\"abc\",\"token_type\":\"Bearer\",\"expires_in\":300}")));
        for (int i = 0; i < 5; i++) {
            ask(node, foreign.baseUrl() + "/x");
        }
        foreign.verify(5, getRequestedFor(urlPathEqualTo("/x")).withHeader("Authorization", equalTo("Bearer abc")));
        foreign.verify(1, postRequestedFor(urlPathEqualTo("/token")));
        now = now.plusSeconds(290);
        ask(node, foreign.baseUrl() + "/x");
        foreign.verify(2, postRequestedFor(urlPathEqualTo("/token")));
    }

    @Test
    void whereNoOAuth2TokenCanBeHadThePeerIsAskedWithout() {
        Party node = withOAuth2();
        foreign.stubFor(post(urlPathEqualTo("/token")).willReturn(aResponse().withStatus(401)));
        assertThat(ask(node, foreign.baseUrl() + "/x").status()).isEqualTo(200);
        assertThat(ask(node, foreign.baseUrl() + "/x").status()).isEqualTo(200);
        foreign.verify(2, getRequestedFor(urlPathEqualTo("/x")).withoutHeader("Authorization"));
        foreign.verify(1, postRequestedFor(urlPathEqualTo("/token")));
    }

    @Test
    void secretsStayOutOfSight() {
        assertThat(new PeerAuth.OAuth2(URI.create("http://x/token"), "me", "hidden", Optional.empty()).toString())
                .doesNotContain("hidden");
    }
}
