package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.transfer.TransferNode.Answer;
import eu.twintown.node.dataspace.transfer.message.DataAddress;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.Party;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.StrictJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tokens of a pull: what they are bound to, how they are renewed, when they end. */
class TokensTest {
    private static final String AGREEMENT = "urn:agreement:1";
    private static final String STRANGER = "did:web:stranger.example";

    private volatile Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final TransferNode provider = TransferNode.start("muenster", clock);
    private final TransferNode consumer = TransferNode.start("ghent", clock);
    /** The data address of the first start, as it went over the line. */
    private final AtomicReference<DataAddress> given = new AtomicReference<>();

    @BeforeEach
    void start() {
        TransferNode.agree(provider, consumer, AGREEMENT, TransferNode.DATASET);
        provider.line = sending -> {
            if (sending.kind().equals("start")) {
                ObjectNode message = (ObjectNode)
                        JsonMapper.shared().readTree(sending.request().body());
                given.compareAndSet(null, DataAddress.read((ObjectNode) message.path("dataAddress")));
            }
            return sending.go();
        };
        consumer.parts.protocol().request(AGREEMENT, "NgsiLd-PULL", Optional.empty(), "steward");
        await().until(() -> consumer.state() == TransferState.STARTED);
    }

    @AfterEach
    void close() {
        consumer.close();
        provider.close();
    }

    private String access() {
        return given.get().property(DataAddress.AUTHORIZATION).orElseThrow();
    }

    private String refresh() {
        return given.get().property(DataAddress.REFRESH_TOKEN).orElseThrow();
    }

    private Answer token(String caller, String form) {
        return provider.ask(
                "POST",
                "/dataspace/token",
                form,
                "Authorization",
                "Test " + caller,
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private Answer refresh(String caller, String refreshToken) {
        return token(
                caller,
                "grant_type=refresh_token&refresh_token=" + URLEncoder.encode(refreshToken, StandardCharsets.UTF_8));
    }

    private Answer renew(String caller) {
        return token(
                caller,
                "grant_type=client_credentials&transfer=" + provider.transfer().id());
    }

    private static void assertRefused(Answer answer, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo(error);
        assertThat(answer.body()).doesNotContain("access_token");
    }

    @Test
    void theTokenNamesWhatItIsBoundTo() {
        ObjectNode claims = Jws.parse(access()).claims();
        assertThat(claims.path("iss").asString()).isEqualTo(provider.did);
        assertThat(claims.path("aud").asString()).isEqualTo(provider.did);
        assertThat(claims.path("sub").asString()).isEqualTo(consumer.did);
        assertThat(claims.path("agreement").asString()).isEqualTo(AGREEMENT);
        assertThat(claims.path("transfer").asString())
                .isEqualTo(provider.transfer().id());
        assertThat(claims.path("jti").asString()).isNotEmpty();
        assertThat(claims.path("exp").asLong()).isEqualTo(now.plusSeconds(300).getEpochSecond());
        assertThat(given.get().property(DataAddress.REFRESH_ENDPOINT)).contains(provider.url() + "/dataspace/token");
        assertThat(given.get().property(DataAddress.EXPIRES_IN)).contains("300");
    }

    @Test
    void aTokenWithoutTheWordBearerIsTakenToo() {
        assertThat(provider.ask("GET", "/probe", "", "Authorization", access()).status())
                .isEqualTo(204);
    }

    @Test
    void oneByteAlteredAnywhereIsRefused() {
        String token = access();
        int signature = token.lastIndexOf('.') + 5;
        int payload = token.indexOf('.') + 12;
        for (int place : new int[] {signature, payload}) {
            char other = token.charAt(place) == 'A' ? 'B' : 'A';
            String altered = token.substring(0, place) + other + token.substring(place + 1);
            assertThat(provider.probe(altered)).as("at " + place).isEqualTo(401);
        }
    }

    @Test
    void whatSomebodyElseHasSignedIsRefused() {
        ObjectNode claims = Jws.parse(access()).claims();
        String forged = Party.of(provider.did).sign("transfer+jwt", claims);
        assertThat(provider.probe(forged)).isEqualTo(401);
        String underOwnName =
                Party.of(STRANGER).sign("transfer+jwt", claims.deepCopy().put("iss", STRANGER));
        assertThat(provider.probe(underOwnName)).isEqualTo(401);
    }

    @Test
    void anotherNodesTokenIsRefused() {
        TransferNode other = TransferNode.start("other", clock);
        try {
            assertThat(other.probe(access())).isEqualTo(401);
        } finally {
            other.close();
        }
    }

    @Test
    void aTokenOfThisNodeForSomethingElseIsNone() {
        ObjectNode claims = Jws.parse(access()).claims();
        String session = provider.keys
                .active(eu.twintown.node.trust.key.KeyPurpose.NODE)
                .sign(StrictJson.object().put("typ", "JWT"), claims);
        assertThat(provider.probe(session)).isEqualTo(401);
        for (String claim : new String[] {"aud", "iss"}) {
            String elsewhere = provider.keys
                    .active(eu.twintown.node.trust.key.KeyPurpose.NODE)
                    .sign(
                            StrictJson.object().put("typ", "transfer+jwt"),
                            claims.deepCopy().put(claim, STRANGER));
            assertThat(provider.probe(elsewhere)).as(claim).isEqualTo(401);
        }
        for (String claim : new String[] {"sub", "agreement", "transfer", "family"}) {
            String of = provider.keys
                    .active(eu.twintown.node.trust.key.KeyPurpose.NODE)
                    .sign(
                            StrictJson.object().put("typ", "transfer+jwt"),
                            claims.deepCopy().put(claim, "urn:another"));
            assertThat(provider.probe(of)).as(claim).isEqualTo(401);
        }
    }

    @Test
    void aTokenEndsAfterFiveMinutesAndTheToleranceOfOne() {
        String token = access();
        now = now.plusSeconds(359);
        assertThat(provider.probe(token)).isEqualTo(204);
        now = now.plusSeconds(1);
        assertThat(provider.probe(token)).isEqualTo(401);
    }

    @Test
    void aTokenFromTheFutureIsRefused() {
        String token = access();
        now = now.minus(Duration.ofMinutes(10));
        assertThat(provider.probe(token)).isEqualTo(401);
    }

    @Test
    void aRefreshTokenCountsOnceAndShownAgainEndsAllTokens() {
        Answer first = refresh(consumer.did, refresh());
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-store");
        String second = first.json().path("access_token").asString();
        assertThat(first.json().path("token_type").asString()).isEqualTo("Bearer");
        assertThat(first.json().path("expires_in").asInt()).isEqualTo(300);
        assertThat(provider.probe(second)).isEqualTo(204);
        assertRefused(refresh(consumer.did, refresh()), "invalid_grant");
        assertThat(provider.probe(second)).as("at once").isEqualTo(401);
        assertThat(provider.probe(access())).isEqualTo(401);
        assertRefused(refresh(consumer.did, first.json().path("refresh_token").asString()), "invalid_grant");
        assertThat(provider.state()).isEqualTo(TransferState.STARTED);
    }

    @Test
    void theConsumerProvesItselfAndGetsNewTokensInThePlaceOfRevokedOnes() {
        refresh(consumer.did, refresh());
        refresh(consumer.did, refresh());
        now = now.plusSeconds(280);
        String token = consumer.parts.access().access(AGREEMENT).orElseThrow().token();
        assertThat(provider.probe(token)).isEqualTo(204);
    }

    @Test
    void aRefreshWhoseAnswerGetsLostIsMadeGood() {
        consumer.line = sending -> {
            if (sending.kind().equals("token")) {
                consumer.line = TransferNode.Sending::go;
                sending.go();
                throw new OutgoingException(OutgoingException.Reason.TIMEOUT, "The answer got lost");
            }
            return sending.go();
        };
        now = now.plusSeconds(280);
        await().untilAsserted(() -> {
            String token =
                    consumer.parts.access().access(AGREEMENT).orElseThrow().token();
            assertThat(token).isNotEqualTo(access());
            assertThat(provider.probe(token)).isEqualTo(204);
        });
    }

    @Test
    void othersRenewNothing() {
        assertRefused(refresh(STRANGER, refresh()), "invalid_grant");
        assertRefused(renew(STRANGER), "invalid_grant");
        assertThat(refresh(consumer.did, refresh()).status())
                .as("still good for whom it was given to")
                .isEqualTo(200);
    }

    @Test
    void aTransferTokenAloneRenewsNothing() {
        Answer answer = provider.ask(
                "POST",
                "/dataspace/token",
                "grant_type=refresh_token&refresh_token=" + refresh(),
                "Authorization",
                "Bearer " + access(),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void whatIsNoRefreshTokenIsRefusedAndRevokesNothing() {
        assertRefused(refresh(consumer.did, "nonsense"), "invalid_grant");
        assertRefused(refresh(consumer.did, "ttr_AAAA.1.AAAA"), "invalid_grant");
        String madeUp = refresh().substring(0, refresh().length() - 4) + "AAAA";
        assertRefused(refresh(consumer.did, madeUp), "invalid_grant");
        assertRefused(token(consumer.did, "grant_type=password"), "unsupported_grant_type");
        assertRefused(token(consumer.did, "grant_type=refresh_token"), "invalid_request");
        assertRefused(token(consumer.did, ""), "invalid_request");
        assertThat(provider.probe(access())).isEqualTo(204);
    }

    @Test
    void whileSuspendedNothingIsRenewedAndNothingIsLost() {
        provider.parts.protocol().suspend(provider.transfer().id(), "steward", "", "");
        assertRefused(refresh(consumer.did, refresh()), "invalid_grant");
        assertRefused(renew(consumer.did), "invalid_grant");
        assertThat(provider.probe(access())).isEqualTo(401);
    }

    @Test
    void newTokensEndTheOldOnes() {
        String old = access();
        Answer fresh = renew(consumer.did);
        assertThat(fresh.status()).isEqualTo(200);
        assertThat(provider.probe(old)).isEqualTo(401);
        assertThat(provider.probe(fresh.json().path("access_token").asString())).isEqualTo(204);
    }

    @Test
    void whatAnotherProcessDoesToTheAgreementShowsWithinASecond() {
        Agreements elsewhere = new Agreements(provider.store.documents(), clock);
        assertThat(provider.probe(access())).isEqualTo(204);
        elsewhere.change(AGREEMENT, AgreementState.SUSPENDED, "steward", "");
        await().atMost(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> provider.probe(access()) == 401);
    }

    @Test
    void whatIsOverLeavesNoTokensBehind() {
        String id = provider.transfer().id();
        now = now.plusSeconds(280);
        consumer.parts.access().access(AGREEMENT);
        assertThat(provider.store.documents().get("transfer-tokens", "", id)).isPresent();
        assertThat(consumer.store
                        .documents()
                        .get("transfer-held", "", consumer.transfer().id()))
                .isPresent();
        provider.parts.protocol().terminate(id, "steward", "", "");
        assertThat(provider.store.documents().get("transfer-tokens", "", id)).isEmpty();
        await().untilAsserted(() -> assertThat(consumer.store
                        .documents()
                        .get("transfer-held", "", consumer.transfer().id()))
                .isEmpty());
        assertThat(provider.probe(access())).isEqualTo(401);
    }

    @Test
    void secretsLieInTheDatabaseSealed() {
        assertThat(consumer.store
                        .processes()
                        .find("transfer", consumer.transfer().id())
                        .orElseThrow()
                        .json())
                .doesNotContain(access())
                .doesNotContain(refresh())
                .doesNotContain("eyJ");
        consumer.parts.access().access(AGREEMENT);
        assertThat(provider.store
                        .processes()
                        .find("transfer", provider.transfer().id())
                        .orElseThrow()
                        .json())
                .doesNotContain("eyJ")
                .doesNotContain("ttr_");
        assertThat(given.get().toString()).doesNotContain(access());
    }
}
