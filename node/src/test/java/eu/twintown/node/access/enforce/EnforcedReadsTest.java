package eu.twintown.node.access.enforce;

import static eu.twintown.node.access.enforce.GuardedNode.GHENT;
import static eu.twintown.node.access.enforce.GuardedNode.encode;
import static eu.twintown.node.access.enforce.GuardedNode.scope;
import static eu.twintown.node.access.enforce.Things.iri;
import static eu.twintown.node.access.enforce.Things.observed;
import static eu.twintown.node.access.enforce.Things.point;
import static eu.twintown.node.access.enforce.Things.square;
import static eu.twintown.node.access.enforce.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.node.access.enforce.GuardedNode.Answer;
import eu.twintown.node.access.enforce.grant.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a participant reads under an agreement, over HTTP: nothing else exists for it, in whatever way it asks. */
class EnforcedReadsTest {
    private static final String ENTITIES = "/ngsi-ld/v1/entities";

    private static GuardedNode node;

    @BeforeAll
    static void start() {
        node = new GuardedNode();
        node.store(
                thing("p1", "Parking", "free", 10, "owner", "\"Anna\"", "location", point(7.61, 51.95)),
                thing("p2", "Parking", "free", 20, "owner", "\"Bert\"", "location", point(7.62, 51.96)),
                thing("p3", "Parking", "owner", "\"Carl\"", "location", point(8.5, 52.5)),
                thing("p4", "Parking", "free", 40, "owner", "\"Dora\"", "location", point(8.6, 52.6)),
                thing("lamp", "Lamp", "power", 40),
                thing("district", "Area", "location", square(7.6, 51.9, 7.7, 52)));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Grant.Scope only(String type, String... attributes) {
        return new Grant.Scope(
                "",
                List.of(iri(type)),
                List.of(attributes).stream().map(Things::iri).toList(),
                Optional.empty());
    }

    @Test
    void withoutAnAgreementAParticipantReadsNoEntities() {
        Answer answer = node.ask(GHENT, "GET", ENTITIES + "?type=Parking", "");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("detail").asString()).contains("negotiate");
        assertThat(node.ask("viewer", "GET", ENTITIES + "?type=Parking", "").ids())
                .hasSize(4);
    }

    @Test
    void anAgreementOpensTheTypesOfItsDatasetAndNamesItsDecision() {
        node.agree("urn:x:types", "", "Parking");

        Answer answer = node.under("urn:x:types", ENTITIES + "?local=true&count=true");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.ids()).containsExactly("urn:x:p1", "urn:x:p2", "urn:x:p3", "urn:x:p4");
        assertThat(answer.total()).isEqualTo(4);
        assertThat(answer.header("Decision-Id")).isNotEmpty();
        assertThat(node.under("urn:x:types", ENTITIES + "/urn:x:lamp").status()).isEqualTo(404);
        assertThat(node.under("urn:x:types", ENTITIES + "?type=Lamp&count=true").total())
                .isZero();
    }

    /** So many that the list of matches is kept from one question to the next. */
    @Test
    void countsAreThoseOfTheAgreementAsItIsNow() {
        node.store(IntStream.range(0, 300)
                .mapToObj(i -> thing("slot" + i, "Slot", i < 280 ? "free" : "taken", i))
                .toArray(Entity[]::new));
        String question = ENTITIES + "?type=Slot&count=true&limit=2&offset=270";
        Grant grant = node.agree("urn:x:slots", "", only("Slot", "free"));
        for (int i = 0; i < 2; i++) {
            assertThat(node.under("urn:x:slots", question).total()).isEqualTo(280);
        }
        node.replace(thing("slot0", "Slot", "taken", 1));
        Answer changed = node.under("urn:x:slots", question);
        assertThat(changed.total()).isEqualTo(279);
        assertThat(changed.ids()).containsExactly("urn:x:slot271", "urn:x:slot272");

        node.agree("urn:x:slots", "", only("Slot", "taken"));
        assertThat(node.under("urn:x:slots", question).total()).isEqualTo(21);

        node.put(new Grant(
                grant.agreement(),
                grant.party(),
                grant.target(),
                grant.policy(),
                Grant.State.ENDED,
                grant.scope(),
                grant.duties(),
                "ended"));
        assertThat(node.under("urn:x:slots", question).status()).isEqualTo(403);
    }

    @Test
    void whatIsHiddenCannotBeFoundByAnyKindOfQuestion() {
        node.agree("urn:x:hidden", "", only("Parking", "free"));

        Answer all = node.under("urn:x:hidden", ENTITIES + "?type=Parking&count=true&options=sysAttrs");
        assertThat(all.ids()).containsExactly("urn:x:p1", "urn:x:p2", "urn:x:p4");
        assertThat(all.total()).isEqualTo(3);
        assertThat(all.http().body()).doesNotContain("Anna", "location", "owner");
        for (String leak : List.of(
                "?type=Parking&q=owner",
                "?type=Parking&q=" + encode("owner==\"Anna\""),
                "?type=Parking&q=" + encode("owner!=\"Anna\""),
                "?type=Parking&q=" + encode("owner~=.*"),
                "?attrs=owner",
                "?type=Parking&attrs=location",
                "?type=Parking&georel=" + encode("near;maxDistance==100000000") + "&geometry=Point&coordinates="
                        + encode("[7.6,51.9]"))) {
            Answer answer = node.under("urn:x:hidden", ENTITIES + leak + "&count=true");
            assertThat(answer.status()).as(leak).isEqualTo(200);
            assertThat(answer.ids()).as(leak).isEmpty();
            assertThat(answer.total()).as(leak).isZero();
        }
        assertThat(node.under("urn:x:hidden", ENTITIES + "/urn:x:p3").status()).isEqualTo(404);
    }

    @Test
    void discoveryKnowsWhatMayBeSeenAlone() {
        node.agree("urn:x:discovery", "", only("Parking", "free"));

        assertThat(node.under("urn:x:discovery", "/ngsi-ld/v1/types")
                        .json()
                        .path("typeList")
                        .toString())
                .isEqualTo("[\"Parking\"]");
        assertThat(node.under("urn:x:discovery", "/ngsi-ld/v1/types/Parking")
                        .json()
                        .path("entityCount")
                        .asInt())
                .isEqualTo(3);
        assertThat(node.under("urn:x:discovery", "/ngsi-ld/v1/attributes")
                        .json()
                        .path("attributeList")
                        .toString())
                .isEqualTo("[\"free\"]");
        assertThat(node.under("urn:x:discovery", "/ngsi-ld/v1/attributes/owner").status())
                .isEqualTo(404);
        assertThat(node.under("urn:x:discovery", "/ngsi-ld/v1/types/Lamp").status())
                .isEqualTo(404);
    }

    @Test
    void constraintsOfThePolicyNarrowFurtherThanTheDataset() {
        node.agree("urn:x:narrow", """
                "constraint": [
                  {"leftOperand": "city:attribute", "operator": "isNoneOf", "rightOperand": "owner"},
                  {"leftOperand": "spatial", "operator": "isPartOf", "rightOperand": {"@id": "urn:x:district"}}]""", "Parking");

        Answer answer = node.under("urn:x:narrow", ENTITIES + "?type=Parking&count=true");

        assertThat(answer.ids()).containsExactly("urn:x:p1", "urn:x:p2");
        assertThat(answer.total()).isEqualTo(2);
        assertThat(answer.http().body()).doesNotContain("owner").contains("location");
    }

    @Test
    void oneOfSeveralPermissionsIsEnoughForWhatItOpens() {
        node.agree("urn:x:either", GuardedNode.policy("""
                "permission": [
                  {"action": "use", "constraint": {"leftOperand": "city:attribute", "operator": "isAnyOf", "rightOperand": "free"}},
                  {"action": "use", "constraint": [
                    {"leftOperand": "city:attribute", "operator": "isAnyOf", "rightOperand": "owner"},
                    {"leftOperand": "spatial", "operator": "isPartOf", "rightOperand": "POLYGON ((8 52, 9 52, 9 53, 8 53, 8 52))"}]}]"""), scope("Parking"));

        Answer answer = node.under("urn:x:either", ENTITIES + "?type=Parking&options=keyValues");

        assertThat(answer.json().toString()).isEqualTo("""
                [{"id":"urn:x:p1","type":"Parking","free":10},{"id":"urn:x:p2","type":"Parking","free":20},\
                {"id":"urn:x:p3","type":"Parking","owner":"Carl"},\
                {"id":"urn:x:p4","type":"Parking","free":40,"owner":"Dora"}]""");
        assertThat(node.under("urn:x:either", ENTITIES + "?type=Parking&q=owner")
                        .ids())
                .containsExactly("urn:x:p3", "urn:x:p4");
    }

    @Test
    void queriesByPostAreNarrowedToo() {
        node.agree("urn:x:post", "", only("Parking", "free"));

        Answer answer = node.ask(
                GHENT + " urn:x:post",
                "POST",
                "/ngsi-ld/v1/entityOperations/query",
                "{\"type\":\"Query\",\"entities\":[{\"type\":\"Parking\"}],\"q\":\"free>15\"}");

        assertThat(answer.ids()).containsExactly("urn:x:p2", "urn:x:p4");
        assertThat(answer.http().body()).doesNotContain("owner");
    }

    @Test
    void theTenantIsThatOfTheAgreement() {
        node.agree("urn:x:tenant", "", scope("Parking"));

        assertThat(node.under("urn:x:tenant", ENTITIES + "?type=Parking", "NGSILD-Tenant", "other")
                        .json()
                        .path("rule")
                        .asString())
                .isEqualTo("tenant");
    }

    @Test
    void valuesOfAWindowOfTimeAreShownAlone() {
        node.store(thing(
                "w1",
                "Window",
                "old",
                observed(1, "2026-11-01T00:00:00Z"),
                "new",
                observed(2, "2026-11-21T00:00:00Z"),
                "timeless",
                3));
        node.agree("urn:x:window", """
                "constraint": {"leftOperand": "city:observedAt", "operator": "gteq",
                  "rightOperand": {"@value": "2026-11-20", "@type": "xsd:date"}}""", "Window");

        Answer answer = node.under("urn:x:window", ENTITIES + "/urn:x:w1?options=keyValues");

        assertThat(answer.json().toString()).isEqualTo("{\"id\":\"urn:x:w1\",\"type\":\"Window\",\"new\":2.0}");
        assertThat(node.under("urn:x:window", ENTITIES + "?type=Window&q=old").ids())
                .isEmpty();
    }

    @Test
    void writesSubscriptionsAndMapsAreRefused() {
        node.agree("urn:x:writes", "", "Parking");

        Answer write = node.ask(GHENT + " urn:x:writes", "POST", ENTITIES, "{\"id\":\"urn:x:n\",\"type\":\"Parking\"}");
        assertThat(write.status()).isEqualTo(403);
        assertThat(write.json().path("rule").asString()).isEqualTo("needs");
    }

    @Test
    void requestsBeyondARateAreRefusedUntilTheNextHour() {
        try (GuardedNode node = new GuardedNode()) {
            node.store(thing("p1", "Parking", "free", 1));
            node.agree("urn:x:rate", """
                    "constraint": [
                      {"leftOperand": "city:requestsPerHour", "operator": "lteq", "rightOperand": 3},
                      {"leftOperand": "count", "operator": "lteq", "rightOperand": 5}]""", "Parking");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                statuses.add(node.under("urn:x:rate", "/ngsi-ld/v1/entities?type=Parking")
                        .status());
            }
            node.now("2026-11-22T13:00:00Z");
            for (int i = 0; i < 4; i++) {
                statuses.add(node.under("urn:x:rate", "/ngsi-ld/v1/entities?type=Parking")
                        .status());
            }
            assertThat(statuses).containsExactly(200, 200, 200, 403, 403, 200, 200, 403, 403);
        }
    }
}
