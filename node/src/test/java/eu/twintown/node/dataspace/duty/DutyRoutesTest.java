package eu.twintown.node.dataspace.duty;

import static eu.twintown.node.dataspace.TestAgreements.DATASET;
import static eu.twintown.node.dataspace.TestAgreements.GHENT;
import static eu.twintown.node.dataspace.TestAgreements.MUENSTER;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.kernel.policy.evaluation.Outcome;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import eu.twintown.node.dataspace.Http;
import eu.twintown.node.dataspace.TestAgreements;
import eu.twintown.node.dataspace.TestIdentities;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.copy.Copies;
import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.dataspace.letter.Letters;
import eu.twintown.node.dataspace.letter.Received;
import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.ServerOptions;
import eu.twintown.node.http.WebServer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.Principal;
import eu.twintown.store.StoreFixture;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Münster, the provider, over HTTP; and what its policy evaluation makes of the duties. */
class DutyRoutesTest {
    private static final String ID = "urn:uuid:6f2f9a2e-0000-4000-8000-000000000011";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String RULES = """
            "permission": [{"action": "use", "duty": [
              {"action": "compensate"},
              {"action": "delete", "constraint": {"leftOperand": "elapsedTime", "operator": "gteq",
                "rightOperand": {"@value": "P30D", "@type": "xsd:duration"}}}]}]""";

    private final StoreFixture store = StoreFixture.open();
    private final TestIdentities identities = new TestIdentities(MUENSTER, GHENT);
    private final Timers timers = new Timers(CLOCK);
    private final Agreements agreements = new Agreements(store.store().documents(), CLOCK);
    private final Duties duties = new Duties(store.store().documents(), agreements, id -> Optional.empty(), CLOCK);
    private final WebServer server;
    private final Http http;

    DutyRoutesTest() {
        Letters letters = new Letters(
                store.store().processes(),
                (to, request) -> new OutgoingClient.Response(202, Map.of(), new byte[0]),
                DeliverySettings.DEFAULT,
                CLOCK);
        Deletions deletions = new Deletions(
                new Deletions.Parts(
                        duties,
                        agreements,
                        new Copies(
                                store.store().entities(),
                                store.store().history(),
                                store.store().documents(),
                                CLOCK),
                        identities.seals(MUENSTER),
                        letters,
                        timers),
                CLOCK);
        server = new WebServer(
                ServerOptions.loopback(0),
                List.of(new DutyRoutes(
                        duties,
                        deletions,
                        letters,
                        new Received(agreements, identities.seals(MUENSTER)),
                        new JsonBodies(1_000_000, 40),
                        CLOCK)),
                (method, template, status, nanos) -> {},
                (exchange, route) -> Principal.participant(exchange.header("As").orElse(GHENT), "somebody", Map.of()));
        http = new Http(server.port());
        agreements.add(TestAgreements.of(ID, Side.PROVIDER, AgreementState.IN_FORCE, Instant.now(), RULES));
    }

    @AfterEach
    void close() {
        http.close();
        server.close();
        timers.close();
        identities.close();
        store.close();
    }

    private JsonNode duty(String kind) {
        return http.get("/api/duties?agreement=" + ID)
                .expect(200)
                .json()
                .valueStream()
                .filter(duty -> duty.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private String receipt(String duty, boolean last) {
        ObjectNode content = JsonMapper.shared()
                .createObjectNode()
                .put("agreement", ID)
                .put("duty", duty)
                .put("entities", 4)
                .put("last", last);
        return JsonMapper.shared()
                .createObjectNode()
                .put("statement", identities.seals(GHENT).statement("deletion-receipt", MUENSTER, content))
                .toString();
    }

    private Outcome use() {
        World world = World.at(Instant.now());
        for (DutyRecord record : duties.records(ID)) {
            world = world.withDuty(record);
        }
        return CityProfile.EVALUATOR
                .evaluate(
                        agreements.find(ID).orElseThrow().policy(),
                        Request.of("urn:request", Odrl.READ, GHENT, DATASET),
                        world)
                .outcome();
    }

    @Test
    void aDutyThatTheNodeCannotSeeHoldsTheDataBackUntilItIsSaidToBeDone() {
        assertThat(duty("OTHER").path("state").asString()).isEqualTo("OPEN");
        assertThat(use()).isNotEqualTo(Outcome.PERMITTED);

        http.post("/api/duties/" + duty("OTHER").path("id").asString() + "/fulfilled", "")
                .expect(200);

        assertThat(duty("OTHER").path("state").asString()).isEqualTo("FULFILLED");
        assertThat(use()).isEqualTo(Outcome.PERMITTED);
    }

    @Test
    void aDeletionIsToldByAReceiptAloneAndWhereItIsViolatedTheDataAreHeldBack() {
        http.post("/api/duties/" + duty("OTHER").path("id").asString() + "/fulfilled", "")
                .expect(200);
        String id = duty("DELETE").path("id").asString();
        http.post("/api/duties/" + id + "/fulfilled", "").expect(409);

        duties.change(id, duty -> duty.then(Instant.now(), Duty.State.VIOLATED, "No receipt came"));
        assertThat(use()).isNotEqualTo(Outcome.PERMITTED);

        http.post(Deletions.PATH, receipt(duty("DELETE").path("rule").asString(), false))
                .expect(202);
        assertThat(duty("DELETE").at("/receipts/0/entities").asInt()).isEqualTo(4);
        assertThat(use()).isEqualTo(Outcome.PERMITTED);

        http.post(Deletions.PATH, receipt(duty("DELETE").path("rule").asString(), true))
                .expect(202);
        assertThat(duty("DELETE").path("state").asString()).isEqualTo("FULFILLED");
    }

    @Test
    void whatIsNotTheConsumersReceiptIsRefused() {
        String rule = duty("DELETE").path("rule").asString();
        http.post(Deletions.PATH, receipt(rule, false), "As", "did:web:third.example")
                .expect(404);
        http.post(Deletions.PATH, receipt("urn:rule:other", false)).expect(404);
        http.post(Deletions.PATH, "{}").expect(400);
        http.post(Deletions.PATH, "{\"statement\": \"a.b.c\"}").expect(400);
        http.post("/api/duties/none/fulfilled", "").expect(404);
        assertThat(duty("DELETE").path("receipts")).isEmpty();
    }
}
