package eu.twintown.node.dataspace.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.access.enforce.decision.Refusal;
import eu.twintown.node.dataspace.Http;
import eu.twintown.node.dataspace.TestAgreements;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.StoreFixture;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopiesTest {
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-000000000010";
    private static final InstantSource CLOCK = InstantSource.system();

    private final StoreFixture store = StoreFixture.open();
    private final Agreements agreements = new Agreements(store.store().documents(), CLOCK);
    private final Copies copies = new Copies(
            store.store().entities(), store.store().history(), store.store().documents(), CLOCK);
    private final List<Entity> told = new ArrayList<>();
    private final CopyInbox inbox =
            new CopyInbox(agreements, copies, json -> Context.core(), (agreement, entities) -> told.addAll(entities));

    @AfterEach
    void close() {
        store.close();
    }

    private void agree(Side side, AgreementState state) {
        agreements.add(TestAgreements.of(ID, side, state, Instant.now(), "\"permission\": [{\"action\": \"use\"}]"));
    }

    private static byte[] notification(String data) {
        return ("{\"id\": \"urn:n:1\", \"type\": \"Notification\", \"subscriptionId\": \"t\", \"data\": [" + data
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String parking(int free) {
        return "{\"id\": \"urn:p:1\", \"type\": \"Parking\", \"free\": {\"type\": \"Property\", \"value\": " + free
                + "}}";
    }

    @Test
    void whatComesIsKeptApartReplacedAndRemovedAsItIsTold() {
        agree(Side.CONSUMER, AgreementState.IN_FORCE);
        inbox.receive(ID, notification(parking(1)));
        inbox.receive(ID, notification(parking(2)));
        inbox.receive(ID, notification(parking(2)));

        assertThat(copies.count(ID)).isEqualTo(1);
        assertThat(copies.some(ID).getFirst().attributes().toString()).contains("value=2");
        assertThat(store.store().entities().get("", "urn:p:1")).isEmpty();
        assertThat(copies.agreement(Copies.tenant(ID))).contains(ID);
        assertThat(told).hasSize(3);

        String gone = "{\"id\": \"urn:p:1\", \"type\": \"Parking\", \"deletedAt\": \"2026-11-22T12:00:00Z\"}";
        inbox.receive(ID, notification(gone));
        inbox.receive(ID, notification(gone));
        assertThat(copies.count(ID)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"CONSUMER, SUSPENDED", "CONSUMER, ENDED", "PROVIDER, IN_FORCE"})
    void withoutAnAgreementInForceNothingIsTaken(Side side, AgreementState state) {
        agree(side, state);
        assertThatThrownBy(() -> inbox.receive(ID, notification(parking(1)))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> inbox.receive("urn:uuid:other", notification(parking(1))))
                .isInstanceOf(ProblemException.class);
        assertThat(copies.count(ID)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no JSON", "{}", "{\"type\": \"Notification\"}", "{\"type\": \"Notification\", \"data\": [{}]}"})
    void whatIsNoNotificationIsRefused(String body) {
        agree(Side.CONSUMER, AgreementState.IN_FORCE);
        assertThatThrownBy(() -> inbox.receive(ID, body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void theTenantOfCopiesIsClosedToOthersEvenWhereEverythingIsOpen() {
        agree(Side.CONSUMER, AgreementState.IN_FORCE);
        inbox.receive(ID, notification(parking(1)));
        HttpService service = rules -> rules.get("/x", Exchange.handler(exchange -> exchange.send(204)));
        CopyGuard guard = new CopyGuard(
                (exchange, route) -> new Principal(
                        "somebody",
                        Principal.Kind.valueOf(exchange.header("As").orElse("ANONYMOUS")),
                        "somebody",
                        Set.of(),
                        Map.of()),
                copies,
                (agreement, who) -> who.kind() == Principal.Kind.PERSON
                        ? Optional.empty()
                        : Optional.of(Refusal.of("agreement", "onward")));
        try (WebServer server = new WebServer(
                        ServerOptions.loopback(0), List.of(service), (method, template, status, nanos) -> {}, guard);
                Http http = new Http(server.port())) {
            String copy = Copies.tenant(ID);
            http.get("/x", "NGSILD-Tenant", copy, "As", "PERSON").expect(204);
            http.get("/x", "NGSILD-Tenant", copy, "As", "PARTICIPANT").expect(403);
            http.get("/x", "NGSILD-Tenant", " " + copy, "As", "PARTICIPANT").expect(403);
            http.get("/x", "NGSILD-Tenant", copy).expect(403);
            assertThat(http.get("/x", "NGSILD-Tenant", copy, "Accept-Language", "de")
                            .text())
                    .contains("nicht an andere weitergegeben");
            http.get("/x", "NGSILD-Tenant", Copies.tenant("another")).expect(403);
            http.get("/x", "NGSILD-Tenant", "agreement-of-mine").expect(204);
            http.get("/x").expect(204);
        }
    }
}
