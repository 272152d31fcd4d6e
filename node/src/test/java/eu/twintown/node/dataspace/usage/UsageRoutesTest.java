package eu.twintown.node.dataspace.usage;

import static eu.twintown.node.dataspace.TestAgreements.GHENT;
import static eu.twintown.node.dataspace.TestAgreements.MUENSTER;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.dataspace.Http;
import eu.twintown.node.dataspace.TestAgreements;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.StoreFixture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsageRoutesTest {
    private static final String CONSUMED = "urn:uuid:6f2f9a2e-0000-4000-8000-000000000012";
    private static final String PROVIDED = "urn:uuid:6f2f9a2e-0000-4000-8000-000000000013";
    private static final InstantSource CLOCK = InstantSource.system();

    private final StoreFixture store = StoreFixture.open();
    private final Agreements agreements = new Agreements(store.store().documents(), CLOCK);
    private final Usage usage = new Usage(store.store().documents(), CLOCK);
    private volatile String answer = "[{\"hour\": \"2026-11-22T12:00:00Z\", \"requests\": 3}]";
    private volatile String asked = "";
    private final WebServer server = new WebServer(
            ServerOptions.loopback(0),
            List.of(new UsageRoutes(usage, agreements, this::ask)),
            (method, template, status, nanos) -> {},
            (exchange, route) -> Principal.participant(exchange.header("As").orElse(MUENSTER), "somebody", Map.of()));
    private final Http http = new Http(server.port());

    UsageRoutesTest() {
        String rules = "\"permission\": [{\"action\": \"use\"}]";
        agreements.add(TestAgreements.of(CONSUMED, Side.CONSUMER, AgreementState.IN_FORCE, Instant.now(), rules));
        agreements.add(TestAgreements.of(PROVIDED, Side.PROVIDER, AgreementState.IN_FORCE, Instant.now(), rules));
        usage.note(new Use(CONSUMED, Side.CONSUMER, "local:eva", "PERSON", "urn:p", "urn:t:Parking", 5, false));
    }

    @AfterEach
    void close() {
        http.close();
        server.close();
        usage.close();
        store.close();
    }

    private OutgoingClient.Response ask(String participant, OutgoingClient.Request request) {
        asked = participant + " " + request.uri();
        if (answer.isEmpty()) {
            throw new OutgoingException(OutgoingException.Reason.UNREACHABLE, "nobody there");
        }
        return new OutgoingClient.Response(200, Map.of(), answer.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void ownPeopleSeeWhoUsedWhat() {
        assertThat(http.get("/api/usage?agreement=" + CONSUMED).expect(200).text())
                .contains("local:eva", MUENSTER, "urn:t:Parking");
        assertThat(http.get("/api/usage?side=provider").expect(200).json()).isEmpty();
        http.get("/api/usage?side=middle").expect(400);
        http.get("/api/usage?who=eva").expect(400);
    }

    @Test
    void theProviderIsToldWithoutNamesAndOthersAreToldNothing() {
        assertThat(http.get("/dataspace/usage/" + CONSUMED).expect(200).text())
                .contains("\"entities\":5", "PERSON", "urn:p")
                .doesNotContain("eva");
        http.get("/dataspace/usage/" + CONSUMED, "As", GHENT).expect(404);
        http.get("/dataspace/usage/" + PROVIDED, "As", GHENT).expect(404);
        http.get("/dataspace/usage/urn:uuid:none").expect(404);
    }

    @Test
    void theConsumerIsAskedForItsRecords() {
        assertThat(http.post("/api/usage/" + PROVIDED + "/request", "")
                        .expect(200)
                        .json()
                        .at("/0/requests")
                        .asInt())
                .isEqualTo(3);
        assertThat(asked).startsWith(GHENT + " https://ghent.example/dataspace/usage/urn%3Auuid%3A");
        http.post("/api/usage/" + CONSUMED + "/request", "").expect(404);
        answer = "{}";
        http.post("/api/usage/" + PROVIDED + "/request", "").expect(502);
        answer = "no JSON";
        http.post("/api/usage/" + PROVIDED + "/request", "").expect(502);
        answer = "";
        assertThat(http.post("/api/usage/" + PROVIDED + "/request", "")
                        .expect(502)
                        .text())
                .contains("nobody there");
    }
}
