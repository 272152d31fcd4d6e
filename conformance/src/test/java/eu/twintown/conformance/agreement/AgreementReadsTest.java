package eu.twintown.conformance.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.conformance.city.City;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.node.Extensions;
import eu.twintown.node.Inside;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.dataset.Content;
import eu.twintown.node.dataspace.dataset.Dataset;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole node, its register of agreements and its datasets: from an agreement that comes into force to its end. Callers
 * prove themselves by a header that only this test's node knows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgreementReadsTest {
    private static final String GHENT = "did:web:ghent.example";
    private static final String AGREEMENT = "urn:uuid:7c9d0a3e-0000-4000-8000-000000000001";
    private static final String DATASET = "urn:dataset:muenster:car-parks";
    private static final String QUERY = "/ngsi-ld/v1/entities?type=OffStreetParking&count=true";
    private static final String PARKING = """
            {"id": "urn:ngsi-ld:OffStreetParking:muenster:%d", "type": "OffStreetParking",
             "name": {"type": "Property", "value": "Car park %d"},
             "availableSpotNumber": {"type": "Property", "value": %d}}""";

    private final City node = new City("muenster")
            .with(new Extensions(
                    List.of(exchange -> exchange.header("Asking").map(AgreementReadsTest::who)),
                    UnaryOperator.identity()));
    private Inside inside;

    @BeforeAll
    void start() {
        node.start("");
        inside = node.inside();
        for (int i = 1; i <= 5; i++) {
            assertThat(send("steward", "POST", "/ngsi-ld/v1/entities", PARKING.formatted(i, i, i * 10))
                            .statusCode())
                    .isEqualTo(201);
        }
        inside.datasets()
                .put(new Dataset(
                        DATASET,
                        "Car parks",
                        "Free places",
                        new Content.Entities(
                                "",
                                List.of("https://smartdatamodels.org/dataModel.Parking/OffStreetParking"),
                                List.of(),
                                Optional.empty()),
                        List.of(),
                        Instant.now()));
        inside.agreements()
                .add(new Agreement(
                        AGREEMENT,
                        Side.PROVIDER,
                        GHENT,
                        URI.create("https://ghent.example/dsp"),
                        DATASET,
                        "urn:uuid:7c9d0a3e-0000-4000-8000-000000000002",
                        policy(),
                        Instant.now(),
                        List.of(new Agreement.Event(Instant.now(), AgreementState.PENDING, GHENT, ""))));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private static Principal who(String asking) {
        return asking.equals("steward")
                ? new Principal("local:steward", Principal.Kind.PERSON, "steward", Set.of(Role.STEWARD), Map.of())
                : Principal.participant(
                        GHENT, "Gent", asking.equals("member") ? Map.of() : Map.of("agreement", List.of(asking)));
    }

    private static Policy policy() {
        return PolicyReader.read((ObjectNode) JsonMapper.shared().readTree("""
                {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "https://twintown.eu/odrl/city/"}],
                 "@type": "Agreement", "@id": "%s", "profile": "https://twintown.eu/odrl/city/",
                 "assigner": "did:web:muenster.example", "assignee": "%s", "target": "%s",
                 "permission": [{"action": "use",
                   "constraint": [
                     {"leftOperand": "purpose", "operator": "isA", "rightOperand": {"@id": "city:research"}},
                     {"leftOperand": "city:attribute", "operator": "isAnyOf", "rightOperand": "availableSpotNumber"}],
                   "duty": [{"action": "delete", "constraint":
                     {"leftOperand": "elapsedTime", "operator": "gteq",
                      "rightOperand": {"@value": "P30D", "@type": "xsd:duration"}}}]}]}
                """.formatted(AGREEMENT, GHENT, DATASET)));
    }

    private HttpResponse<String> send(String asking, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = node.request(path)
                .header("Asking", asking)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return node.send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> query() {
        return send(AGREEMENT, "GET", QUERY, "", "Purpose", "research");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Before it is in force, while it is, suspended, and after its end; each at the next request. */
    @Test
    void anAgreementOpensWhatItSaysWhileItIsInForceOnly() {
        assertThat(query().statusCode()).as("pending").isEqualTo(403);
        inside.agreements().change(AGREEMENT, AgreementState.IN_FORCE, GHENT, "");

        HttpResponse<String> answer = query();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("NGSILD-Results-Count")).hasValue("5");
        assertThat(json(answer).path(0).propertyNames()).containsExactlyInAnyOrder("id", "type", "availableSpotNumber");
        JsonNode decision = json(send(
                "steward",
                "GET",
                "/api/decisions/" + answer.headers().firstValue("Decision-Id").orElseThrow(),
                ""));
        assertThat(decision.path("outcome").asString()).isEqualTo("NARROWED");
        assertThat(decision.path("dataset").asString()).isEqualTo(DATASET);
        JsonNode refusal = json(send(AGREEMENT, "GET", QUERY, ""));
        assertThat(refusal.path("detail").asString()).contains("purpose");
        assertThat(refusal.path("constraint").asString()).isNotEmpty();

        inside.agreements().change(AGREEMENT, AgreementState.SUSPENDED, "local:steward", "Maintenance");
        assertThat(json(query()).path("rule").asString()).isEqualTo("state");
        inside.agreements().change(AGREEMENT, AgreementState.IN_FORCE, "local:steward", "");
        assertThat(query().statusCode()).isEqualTo(200);
        inside.agreements().change(AGREEMENT, AgreementState.ENDED, GHENT, "No longer needed");
        assertThat(json(query()).path("detail").asString()).contains("ended");
    }

    @Test
    void membershipAloneOpensNoEntities() {
        HttpResponse<String> answer = send("member", "GET", QUERY, "");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("negotiate");
    }

    @Test
    void aParticipantMakesNoSubscriptionAndIsToldHowChangesCome() {
        HttpResponse<String> answer = send(AGREEMENT, "POST", "/ngsi-ld/v1/subscriptions", "{}");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("push transfer");
    }
}
