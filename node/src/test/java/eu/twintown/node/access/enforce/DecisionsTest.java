package eu.twintown.node.access.enforce;

import static eu.twintown.node.access.enforce.GuardedNode.GHENT;
import static eu.twintown.node.access.enforce.Things.point;
import static eu.twintown.node.access.enforce.Things.square;
import static eu.twintown.node.access.enforce.Things.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.policy.evaluation.DutyRecord;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.view.Part;
import eu.twintown.node.access.enforce.GuardedNode.Answer;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.recipient.RecipientFacts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which requests an agreement lets through, what the others are told, and how each decision is explained. */
class DecisionsTest {
    private static final String QUERY = "/ngsi-ld/v1/entities?type=Parking";
    private static final String RESEARCH = """
            "constraint": {"leftOperand": "purpose", "operator": "isA", "rightOperand": {"@id": "city:research"}}""";

    private static final Supplier<Locale> ENGLISH = () -> Locale.ENGLISH;
    private static final Map<Grant.State, String> WORDS = Map.of(
            Grant.State.PENDING, "The agreement has not begun yet.",
            Grant.State.SUSPENDED, "The agreement is suspended.",
            Grant.State.ENDED, "The agreement has ended.");

    private static GuardedNode node;

    @BeforeAll
    static void start() {
        node = new GuardedNode();
        node.store(thing("p1", "Parking", "free", 10, "location", point(1, 1)));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void noon() {
        node.now("2026-11-22T12:00:00Z");
        node.recipient(RecipientFacts.NONE);
    }

    private static JsonNode refused(Answer answer) {
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(403);
        return answer.json();
    }

    private static JsonNode decision(String who, String id) {
        Answer answer = node.ask(who, "GET", "/api/decisions/" + id, "");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void thePurposeIsClaimedInAHeaderAndARefusalNamesRuleConstraintAndDecision() {
        node.agree("urn:x:research", RESEARCH, "Parking");

        assertThat(node.under("urn:x:research", QUERY, "Purpose", "research").status())
                .isEqualTo(200);
        assertThat(node.under("urn:x:research", QUERY, "Purpose", "https://twintown.eu/odrl/city/research, other")
                        .status())
                .isEqualTo(200);
        JsonNode problem = refused(node.under("urn:x:research", QUERY, "Purpose", "advertising"));
        Grant grant = node.agree("urn:x:research", RESEARCH, "Parking");
        assertThat(problem.path("rule").asString())
                .isEqualTo(grant.policy().permissions().getFirst().id());
        assertThat(problem.path("constraint").asString())
                .isEqualTo(grant.policy()
                        .permissions()
                        .getFirst()
                        .head()
                        .constraints()
                        .getFirst()
                        .id());
        assertThat(problem.path("agreement").asString()).isEqualTo("urn:x:research");
        assertThat(decision("steward", problem.path("decision").asString())
                        .path("reason")
                        .asString())
                .isEqualTo(problem.path("detail").asString());
        refused(node.under("urn:x:research", QUERY));
    }

    @Test
    void aFileIsGivenAsAWholeOrNotAtAllAndOpensNoEntities() {
        Grant research = file(node.agree("urn:x:file", RESEARCH, "Parking"));
        Principal party = Principal.participant(research.party(), research.party(), Map.of());
        List<String> purpose = List.of("https://twintown.eu/odrl/city/research");
        assertThat(node.enforcement()
                        .requireWhole(research, party, purpose, ENGLISH)
                        .restriction()
                        .parts())
                .isEmpty();
        assertThatThrownBy(() -> node.enforcement().requireWhole(research, party, List.of(), ENGLISH))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> node.enforcement().require(research, party, purpose, ENGLISH))
                .hasMessageContaining("opens no entities");

        Grant narrowed = file(node.agree("urn:x:narrowed-file", """
                "constraint": [{"leftOperand": "city:attribute", "operator": "isAnyOf", "rightOperand": "free"}]""", "Parking"));
        assertThatThrownBy(() -> node.enforcement().requireWhole(narrowed, party, List.of(), ENGLISH))
                .hasMessageContaining("cannot hold");
    }

    private static Grant file(Grant grant) {
        return new Grant(
                grant.agreement(),
                grant.party(),
                grant.target(),
                grant.policy(),
                grant.state(),
                Optional.empty(),
                grant.duties(),
                grant.version() + "-file");
    }

    @Test
    void aDecisionIsExplainedInWordsAndAsReport() {
        node.agree("urn:x:explained", """
                "constraint": [{"leftOperand": "city:attribute", "operator": "isAnyOf", "rightOperand": "free"}]""", "Parking");

        String id = node.under("urn:x:explained", QUERY).header("Decision-Id");
        JsonNode decision = decision("steward", id);

        assertThat(decision.path("outcome").asString()).isEqualTo("NARROWED");
        assertThat(decision.path("reason").asString())
                .isEqualTo("This is allowed as far as the attribute is one of free.");
        JsonNode narrowed = decision.path("narrowedTo").path(0);
        assertThat(narrowed.path("leftOperand").asString()).isEqualTo("https://twintown.eu/odrl/city/attribute");
        assertThat(narrowed.path("operator").asString()).isEqualTo("isAnyOf");
        assertThat(narrowed.path("rightOperand").toString()).isEqualTo("[\"free\"]");
        assertThat(decision.path("party").asString()).isEqualTo(GHENT);
        assertThat(decision.path("agreement").asString()).isEqualTo("urn:x:explained");
        assertThat(decision.path("policy").toString()).contains("may");
        assertThat(decision.path("report").path("@type").asString()).isEqualTo("PolicyReport");
        assertThat(decision.path("report").path("ruleReport").size()).isEqualTo(1);
    }

    /** What people read is in their language and in plain words; what machines go by stays beside it. */
    @Test
    void refusalsAndDecisionsAreInTheLanguageThatIsAskedFor() {
        node.agree("urn:x:words", """
                "constraint": [
                  {"leftOperand": "purpose", "operator": "isA", "rightOperand": {"@id": "city:research"}},
                  {"leftOperand": "city:recipientRole", "operator": "isAnyOf", "rightOperand": ["planner", "DATA_PROVIDER"]}]""", "Parking");
        Map<String, String> detail = Map.of(
                "", "This is allowed only if the purpose is research. The request names no purpose.",
                "de", "Das ist nur erlaubt, wenn der Zweck Forschung ist. Die Anfrage nennt keinen Zweck.",
                "nl", "Dit mag alleen als het doel onderzoek is. De vraag noemt geen doel.",
                "fr", "Cela n’est permis que si le but est la recherche. La demande n’indique aucun but.",
                "es",
                        "Esto solo se permite si la finalidad es investigación. La solicitud no indica ninguna finalidad.");
        detail.forEach((language, text) -> {
            String[] headers = language.isEmpty() ? new String[0] : new String[] {"Accept-Language", language};
            JsonNode problem = refused(node.under("urn:x:words", QUERY, headers));
            assertThat(problem.path("detail").asString()).isEqualTo(text);
            assertThat(problem.path("leftOperand").asString()).isEqualTo("http://www.w3.org/ns/odrl/2/purpose");
            assertThat(problem.path("operator").asString()).isEqualTo("http://www.w3.org/ns/odrl/2/isA");
            assertThat(problem.path("rightOperand").asString()).isEqualTo("https://twintown.eu/odrl/city/research");
            JsonNode decision = node.ask(
                            "steward",
                            "GET",
                            "/api/decisions/" + problem.path("decision").asString(),
                            "",
                            headers)
                    .json();
            assertThat(decision.path("reason").asString()).isEqualTo(text);
            assertThat(decision.has("texts")).isFalse();
            assertThat(decision.path("policy").size()).isGreaterThan(1);
            JsonNode list = node.ask("steward", "GET", "/api/decisions?agreement=urn:x:words", "", headers)
                    .json();
            assertThat(list.path(0).path("reason").asString()).isEqualTo(text);
        });
        assertThat(refused(node.under("urn:x:words", QUERY, "Purpose", "https://x.example/advertising"))
                        .path("detail")
                        .asString())
                .isEqualTo("This is allowed only if the purpose is research. Here it is: advertising.");
        node.recipient(new RecipientFacts(
                List.of(GHENT), List.of("baker"), List.of(), List.of(), Instant.parse("2026-11-22T12:05:00Z")));
        assertThat(refused(node.under("urn:x:words", QUERY, "Purpose", "research"))
                        .path("detail")
                        .asString())
                .isEqualTo(
                        "This is allowed only if the recipient’s role is one of planner, DATA_PROVIDER. Here it is: baker.");
    }

    @Test
    void aParticipantReadsItsOwnDecisionsOnly() {
        node.agree("urn:x:own", "", "Parking");
        String id = node.under("urn:x:own", QUERY).header("Decision-Id");

        assertThat(decision(GHENT, id).path("outcome").asString()).isEqualTo("PERMITTED");
        assertThat(node.ask("did:web:other.example", "GET", "/api/decisions/" + id, "")
                        .status())
                .isEqualTo(404);
        assertThat(node.ask(GHENT, "GET", "/api/decisions", "").status()).isEqualTo(403);
        assertThat(node.ask("viewer", "GET", "/api/decisions/" + id, "").status())
                .isEqualTo(403);
        assertThat(node.ask("steward", "GET", "/api/decisions?agreement=urn:x:own", "")
                        .json()
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(id);
        assertThat(node.ask("steward", "GET", "/api/decisions/unknown", "").status())
                .isEqualTo(404);
    }

    @Test
    void requestsThatAreDecidedAlikeShareADecisionAndOthersDoNot() {
        node.agree("urn:x:alike", RESEARCH, "Parking");

        String first = node.under("urn:x:alike", QUERY, "Purpose", "research").header("Decision-Id");
        String second = node.under("urn:x:alike", QUERY, "Purpose", "research").header("Decision-Id");
        String refusal =
                refused(node.under("urn:x:alike", QUERY)).path("decision").asString();
        node.now("2026-11-23T12:00:00Z");
        String tomorrow =
                node.under("urn:x:alike", QUERY, "Purpose", "research").header("Decision-Id");

        assertThat(second).isEqualTo(first);
        assertThat(refusal).isNotEqualTo(first);
        assertThat(tomorrow).isNotEqualTo(first);
    }

    @Test
    void anAgreementOpensNothingBeforeAndAfterItIsInForce() {
        Grant grant = node.agree("urn:x:state", "", "Parking");
        assertThat(node.under("urn:x:state", QUERY).status()).isEqualTo(200);

        for (Grant.State state : List.of(Grant.State.PENDING, Grant.State.SUSPENDED, Grant.State.ENDED)) {
            node.put(new Grant(
                    grant.agreement(),
                    grant.party(),
                    grant.target(),
                    grant.policy(),
                    state,
                    grant.scope(),
                    grant.duties(),
                    state.name()));
            JsonNode problem = refused(node.under("urn:x:state", QUERY));
            assertThat(problem.path("rule").asString()).isEqualTo("state");
            assertThat(problem.path("detail").asString()).isEqualTo(WORDS.get(state));
        }
    }

    @Test
    void theAgreementOfAnotherAndAnUnknownOneOpenNothing() {
        node.agree("urn:x:ghent", "", "Parking");

        assertThat(refused(node.ask("did:web:other.example urn:x:ghent", "GET", QUERY, ""))
                        .path("rule")
                        .asString())
                .isEqualTo("party");
        assertThat(refused(node.under("urn:x:nowhere", QUERY)).path("rule").asString())
                .isEqualTo("agreement");
    }

    @Test
    void anAgreementAboutAFileOpensNoEntities() {
        Grant grant = node.agree("urn:x:file", "", "Parking");
        node.put(new Grant(
                grant.agreement(),
                grant.party(),
                grant.target(),
                grant.policy(),
                grant.state(),
                Optional.empty(),
                List.of(),
                "file"));

        assertThat(refused(node.under("urn:x:file", QUERY)).path("rule").asString())
                .isEqualTo("scope");
    }

    @Test
    void aKeptDecisionEndsWhenTheTimeOfThePolicyDoes() {
        node.agree("urn:x:until", """
                "constraint": {"leftOperand": "dateTime", "operator": "lt",
                  "rightOperand": {"@value": "2026-11-22T12:00:10Z", "@type": "xsd:dateTime"}}""", "Parking");

        assertThat(node.under("urn:x:until", QUERY).status()).isEqualTo(200);
        node.now("2026-11-22T12:00:09.999Z");
        assertThat(node.under("urn:x:until", QUERY).status()).isEqualTo(200);
        node.now("2026-11-22T12:00:10Z");
        refused(node.under("urn:x:until", QUERY));
    }

    @Test
    void aRoleOfTheRecipientCountsWhileItIsKnownOnly() {
        node.agree("urn:x:role", """
                "constraint": {"leftOperand": "city:recipientRole", "operator": "eq", "rightOperand": "planner"}""", "Parking");

        refused(node.under("urn:x:role", QUERY));
        node.recipient(new RecipientFacts(
                List.of(GHENT), List.of("planner"), List.of(), List.of(), Instant.parse("2026-11-22T12:05:00Z")));
        assertThat(node.under("urn:x:role", QUERY).status()).isEqualTo(200);
        node.recipient(RecipientFacts.NONE);
        refused(node.under("urn:x:role", QUERY));
    }

    @Test
    void anEmergencyOpensWhatThePolicyKeepsForIt() {
        node.agree("urn:x:emergency", """
                "constraint": {"leftOperand": "city:emergency", "operator": "eq",
                  "rightOperand": {"@value": "true", "@type": "xsd:boolean"}}""", "Parking");

        refused(node.under("urn:x:emergency", QUERY));
        Answer declared =
                node.ask("operator", "PUT", "/api/emergency", "{\"declared\": true, \"reason\": \"Flood on the Aa\"}");
        assertThat(declared.json().path("by").asString()).isEqualTo("local:operator");
        assertThat(node.under("urn:x:emergency", QUERY).status()).isEqualTo(200);
        node.ask("operator", "PUT", "/api/emergency", "{\"declared\": false, \"reason\": \"The water fell\"}");
        refused(node.under("urn:x:emergency", QUERY));
        assertThat(node.ask("viewer", "PUT", "/api/emergency", "{\"declared\": true, \"reason\": \"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(node.ask("operator", "PUT", "/api/emergency", "{\"declared\": \"yes\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anAcceptedDutyHoldsNothingBackAndAViolatedOneDoes() {
        Grant grant = node.agree("urn:x:duty", """
                "duty": {"@id": "urn:x:delete", "action": "delete", "constraint":
                  {"leftOperand": "elapsedTime", "operator": "gteq",
                   "rightOperand": {"@value": "P30D", "@type": "xsd:duration"}}}""", "Parking");

        node.put(with(grant, DutyRecord.accepted("urn:x:record", "urn:x:delete")));
        assertThat(node.under("urn:x:duty", QUERY).status()).isEqualTo(200);
        node.put(with(grant, DutyRecord.violated("urn:x:record", "urn:x:delete")));
        refused(node.under("urn:x:duty", QUERY));
    }

    private static Grant with(Grant grant, DutyRecord duty) {
        return new Grant(
                grant.agreement(),
                grant.party(),
                grant.target(),
                grant.policy(),
                grant.state(),
                grant.scope(),
                List.of(duty),
                grant.version());
    }

    @Test
    void whatThisNodeCannotHoldAQueryToIsNotOpened() {
        node.agree("urn:x:street", """
                "constraint": {"leftOperand": "city:spatialAggregation", "operator": "isAnyOf", "rightOperand": "street"}""", "Parking");
        node.agree("urn:x:area", """
                "constraint": {"leftOperand": "spatial", "operator": "isPartOf",
                  "rightOperand": {"@id": "https://www.geonames.org/2797656"}}""", "Parking");

        assertThat(refused(node.under("urn:x:street", QUERY)).path("constraint").asString())
                .isNotEmpty();
        assertThat(refused(node.under("urn:x:area", QUERY)).path("detail").asString())
                .contains("not known to this node");
    }

    @Test
    void anAreaThatIsAnEntityIsFollowedWhenItChanges() {
        node.store(thing("area", "Area", "location", square(0, 0, 2, 2)));
        node.agree("urn:x:follow", """
                "constraint": {"leftOperand": "spatial", "operator": "isPartOf", "rightOperand": {"@id": "urn:x:area"}}""", "Parking");
        assertThat(node.under("urn:x:follow", QUERY).ids()).hasSize(1);

        node.replace(thing("area", "Area", "location", square(5, 5, 6, 6)));

        org.awaitility.Awaitility.await().untilAsserted(() -> {
            node.now(node.now().plusSeconds(3).toString());
            assertThat(node.under("urn:x:follow", QUERY).ids()).isEmpty();
        });
    }

    @Test
    void aPushedEntityIsWhatARequestWouldSee() {
        Grant grant = node.agree("urn:x:push", """
                "constraint": {"leftOperand": "city:attribute", "operator": "isAnyOf", "rightOperand": "free"}""", "Parking");

        assertThat(node.enforcement().project(grant, thing("new", "Parking", "free", 3, "secret", 4)))
                .hasValueSatisfying(
                        view -> assertThat(view.attributes().keySet()).containsExactly(Things.iri("free")));
        assertThat(node.enforcement().project(grant, thing("lamp", "Lamp", "free", 3)))
                .isEmpty();
        assertThat(Part.OPEN.showsWhole()).isTrue();
    }

    @Test
    void aPushIsForThePurposeThatTheAgreementBindsToAndCountsAsUse() {
        Grant grant = node.agree("urn:x:bound", """
                "constraint": [
                  {"leftOperand": "purpose", "operator": "isA", "rightOperand": {"@id": "city:research"}},
                  {"leftOperand": "count", "operator": "lteq", "rightOperand": 2}]""", "Parking");

        assertThat(node.enforcement().project(grant, thing("one", "Parking", "free", 3)))
                .isPresent();
        assertThat(node.enforcement().project(grant, thing("lamp", "Lamp", "free", 3)))
                .as("is not given, and not counted")
                .isEmpty();
        assertThat(node.enforcement().project(grant, thing("two", "Parking", "free", 3)))
                .isPresent();
        assertThat(node.enforcement().project(grant, thing("three", "Parking", "free", 3)))
                .isEmpty();
    }

    @Test
    void onwardSharingIsRefusedWhereThePolicyProhibitsIt() {
        Instant now = node.now();
        assertThat(OnwardSharing.refusal(GuardedNode.policy("""
                                "permission": [{"action": "use"}], "prohibition": [{"action": "city:shareOnward"}],
                                "conflict": "prohibit\""""), GHENT, now)).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason(Locale.ENGLISH)).contains("not handed on", "forbids");
            assertThat(refusal.reason(Locale.GERMAN)).contains("nicht an andere weitergegeben", "verbietet");
            assertThat(refusal.reason(Locale.of("nl"))).contains("niet aan anderen doorgegeven", "verbiedt");
            assertThat(refusal.reason(Locale.FRENCH)).contains("ne sont pas transmises", "interdit");
            assertThat(refusal.reason(Locale.of("es"))).contains("no se ceden a otros", "prohíbe");
        });
        assertThat(OnwardSharing.refusal(GuardedNode.policy("\"permission\": [{\"action\": \"use\"}]"), GHENT, now))
                .isEmpty();
        assertThat(OnwardSharing.refusal(GuardedNode.policy("\"permission\": [{\"action\": \"read\"}]"), GHENT, now))
                .isPresent();
    }
}
