package eu.twintown.node.dataspace.supply;

import static eu.twintown.node.dataspace.TestAgreements.GHENT;
import static eu.twintown.node.dataspace.TestAgreements.MUENSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.node.dataspace.TestAgreements;
import eu.twintown.node.dataspace.TestIdentities;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.binding.Descriptions;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.letter.Letters;
import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.store.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupplyWatchTest {
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-00000000000f";
    private static final String OPEN = "\"permission\": [{\"action\": \"use\"}]";
    private static final InstantSource CLOCK = InstantSource.system();

    private final StoreFixture store = StoreFixture.open();
    private final TestIdentities identities = new TestIdentities(MUENSTER, GHENT);
    private final Timers timers = new Timers(CLOCK);
    private final Agreements agreements = new Agreements(store.store().documents(), CLOCK);
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private volatile long count = 3;
    private volatile Duration age = Duration.ZERO;

    @AfterEach
    void close() {
        timers.close();
        identities.close();
        store.close();
    }

    private Entity newest() {
        return JudgementTest.entity(
                "Parking",
                "free",
                "7",
                Instant.now().minus(age).truncatedTo(ChronoUnit.MILLIS).toString());
    }

    private SupplyWatch watch(Duration every) {
        Letters letters = new Letters(
                store.store().processes(),
                (to, request) -> {
                    notices.add(request.uri() + " " + new String(request.body(), StandardCharsets.UTF_8));
                    return new OutgoingClient.Response(202, Map.of(), new byte[0]);
                },
                DeliverySettings.DEFAULT,
                CLOCK);
        return new SupplyWatch(
                new SupplyWatch.Parts(
                        store.store().documents(),
                        agreements,
                        new Descriptions(store.store().documents()),
                        agreement -> Optional.of(new SupplyWatch.Sample(count, List.of(newest()))),
                        identities.seals(GHENT),
                        letters,
                        timers),
                every,
                CLOCK);
    }

    private Agreement agree(Side side) {
        store.store().documents().put("agreement-description", "", ID, """
                {"entityTypes": ["https://uri.etsi.org/ngsi-ld/default-context/Parking"],
                 "serviceLevel": {"maxAge": "PT2S", "entities": 3}}""");
        agreements.add(TestAgreements.of(ID, side, AgreementState.IN_FORCE, Instant.now(), OPEN));
        return agreements.find(ID).orElseThrow();
    }

    private static Supply supply(SupplyWatch watch) {
        return watch.list(Optional.of(ID)).getFirst();
    }

    @Test
    void aBreachIsToldOnceAndOnceMoreWhenItIsOver() {
        agree(Side.CONSUMER);
        SupplyWatch watch = watch(Duration.ofHours(1));
        watch.check(ID);
        assertThat(supply(watch).state()).isEqualTo("ok");

        count = 1;
        watch.check(ID);
        watch.check(ID);
        assertThat(supply(watch).state()).isEqualTo("breach");
        assertThat(supply(watch).open()).singleElement().satisfies(breach -> assertThat(breach.kind())
                .isEqualTo(Breach.Kind.COMPLETENESS));
        await().until(() -> notices.size() == 1);
        assertThat(notices.getFirst()).startsWith("https://muenster.example/dataspace/notices ");

        count = 3;
        watch.check(ID);
        await().until(() -> notices.size() == 2);
        assertThat(supply(watch).open()).isEmpty();
        assertThat(Supply.read(supply(watch).json().toString())).isEqualTo(supply(watch));
        assertThat(supply(watch(Duration.ofHours(1))).breaches()).hasSize(1);
    }

    @Test
    void answersThatPassAreLookedAtWithoutAskingAnybody() {
        Agreement agreement = agree(Side.CONSUMER);
        SupplyWatch watch = watch(Duration.ofHours(1));
        watch.passed(agreement, List.of(JudgementTest.entity("Parking", "free", "7", "2026-01-01T00:00:00Z")));
        assertThat(supply(watch).open()).extracting(Breach::kind).containsExactly(Breach.Kind.FRESHNESS);
        watch.passed(agreement, List.of(newest()));
        assertThat(supply(watch).open()).isEmpty();
        assertThat(supply(watch).checkedAt()).isEmpty();
    }

    @Test
    void whatIsNotFollowedByAnotherValueInTimeIsNoticedByItself() {
        Agreement agreement = agree(Side.CONSUMER);
        SupplyWatch watch = watch(Duration.ofHours(1));
        watch.start();
        age = Duration.ofSeconds(10);
        watch.passed(
                agreement,
                List.of(JudgementTest.entity(
                        "Parking",
                        "free",
                        "7",
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())));
        assertThat(supply(watch).open()).isEmpty();
        await().atMost(Duration.ofSeconds(10)).until(() -> notices.size() == 1);
        assertThat(supply(watch).open()).extracting(Breach::kind).containsExactly(Breach.Kind.FRESHNESS);
    }

    @Test
    void theLightCheckRunsByItselfWhileTheAgreementIsInForce() {
        agree(Side.CONSUMER);
        count = 2;
        SupplyWatch watch = watch(Duration.ofMillis(300));
        watch.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> notices.size() == 1);
    }

    @Test
    void theProviderKeepsWhatItIsTold() {
        Agreement agreement = agree(Side.PROVIDER);
        SupplyWatch watch = watch(Duration.ofHours(1));
        Breach breach = new Breach("b1", Breach.Kind.SCHEMA, "free is missing", Instant.now(), Optional.empty());
        watch.told(agreement, breach);
        watch.told(agreement, breach);
        assertThat(supply(watch).breaches()).containsExactly(breach);
        watch.told(agreement, breach.over(Instant.now()));
        assertThat(supply(watch).state()).isEqualTo("ok");
        assertThat(watch.list(Optional.empty())).hasSize(1);
    }
}
