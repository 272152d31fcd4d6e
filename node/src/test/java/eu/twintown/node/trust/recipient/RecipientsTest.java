package eu.twintown.node.trust.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.evaluation.Outcome;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import eu.twintown.kernel.policy.text.Template;
import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.store.StoreFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class RecipientsTest {
    private static final String GHENT = "did:web:ghent.example";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final StoreFixture store = StoreFixture.open();
    private Instant now = NOON;

    @AfterEach
    void close() {
        store.close();
    }

    private Recipients recipients(String yaml) {
        List<String> faults = new ArrayList<>();
        RecipientSettings settings =
                RecipientSettings.read(new ConfigNode(new YAMLMapper().readTree(yaml), Path.of("."), faults));
        assertThat(faults).isEmpty();
        return new Recipients(settings, store.store().documents(), () -> now);
    }

    private Recipients recipients() {
        return recipients("{}");
    }

    private static Principal ghent(Map<String, List<String>> attributes) {
        return Principal.participant(GHENT, "Stad Gent", attributes);
    }

    private static Principal member() {
        return ghent(Map.of(
                "credential", List.of("MembershipCredential"),
                "issuer", List.of("did:web:authority.example"),
                "MembershipCredential.participantId", List.of("p-1"),
                "MembershipCredential.memberOf", List.of("urn:space:lowlands"),
                "MembershipCredential.identityAttributes", List.of("PLANNER")));
    }

    private static Principal byToken() {
        return ghent(Map.of("agreement", List.of("a-1"), "transfer", List.of("t-1")));
    }

    private Outcome outcome(Policy policy, RecipientFacts facts) {
        return CityProfile.EVALUATOR
                .evaluate(
                        policy.as(PolicyType.SET),
                        Request.of("r", Odrl.USE, GHENT, "urn:counters"),
                        facts.in(World.at(now)))
                .outcome();
    }

    private static Policy policy(String permission) {
        return PolicyReader.read(StrictJson.object("""
                {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "https://twintown.eu/odrl/city/"}],
                 "@type": "Set", "uid": "urn:p", "profile": "https://twintown.eu/odrl/city/", "permission": [%s]}""".formatted(permission)));
    }

    private static Policy forRole(String role) {
        return policy("{\"action\": \"use\", \"constraint\": [{\"leftOperand\": \"city:recipientRole\","
                + " \"operator\": \"isAnyOf\", \"rightOperand\": [\"" + role + "\"]}]}");
    }

    private static Policy forAssignee(String assignee) {
        return policy("{\"action\": \"use\", \"assignee\": \"" + assignee + "\"}");
    }

    @Test
    void theTypesOfVerifiedCredentialsDecideTheTemplateForMembers() {
        Policy members = Template.MEMBERS.offer("urn:offer", Template.Choices.until(LocalDate.EPOCH));
        assertThat(outcome(members, recipients().of(member()))).isEqualTo(Outcome.PERMITTED);
        assertThat(outcome(members, recipients().of(ghent(Map.of("credential", List.of("LibraryCard"))))))
                .isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(outcome(members, recipients().of(Principal.ANONYMOUS))).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void rolesComeFromIdentityAttributesAndFromClaimsOfVerifiedCredentials() {
        assertThat(recipients().of(member()).roles()).containsExactly("PLANNER");
        Principal simpl = Principal.participant(
                "p-2",
                "Stad",
                Map.of(
                        "credential", List.of(Recipients.SIMPL_PARTICIPANT),
                        "identity_attributes", List.of("RESEARCHER"),
                        "participant_id", List.of("p-2")));
        assertThat(recipients().of(simpl).roles()).containsExactly("RESEARCHER");
        Principal badge =
                ghent(Map.of("credential", List.of("Badge"), "Badge.role", List.of("driver"), "role", List.of("king")));
        assertThat(recipients().of(badge).roles()).containsExactly("driver");
        assertThat(outcome(forRole("driver"), recipients().of(badge))).isEqualTo(Outcome.PERMITTED);
        assertThat(outcome(forRole("PLANNER"), recipients().of(badge))).isEqualTo(Outcome.NOT_PERMITTED);
    }

    @Test
    void theConfigurationGivesRolesAndCredentialsToThoseWhoProvedMore() {
        Recipients recipients = recipients("""
                recipients:
                  - {role: city-planner, where: {MembershipCredential.identityAttributes: [PLANNER], issuer: ["did:web:authority.example"]}}
                  - {role: mayor, where: {MembershipCredential.identityAttributes: [PLANNER], issuer: ["did:web:other.example"]}}
                  - {credential: MembershipCredential, where: {credential: [SimplParticipant]}}
                """);
        assertThat(recipients.of(member()).roles()).containsExactly("PLANNER", "city-planner");
        Principal simpl =
                Principal.participant("p-2", "Stad", Map.of("credential", List.of(Recipients.SIMPL_PARTICIPANT)));
        assertThat(recipients.of(simpl).credentials())
                .containsExactly(Recipients.SIMPL_PARTICIPANT, "MembershipCredential");
    }

    @Test
    void anIdentityAttributeOrTheDataSpaceCanBeTheAssignee() {
        RecipientFacts facts = recipients().of(member());
        assertThat(outcome(forAssignee("PLANNER"), facts)).isEqualTo(Outcome.PERMITTED);
        assertThat(outcome(forAssignee("urn:space:lowlands"), facts)).isEqualTo(Outcome.PERMITTED);
        assertThat(outcome(forAssignee("RESEARCHER"), facts)).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(facts.ids()).containsExactly(GHENT, "p-1");
    }

    @Test
    void noClaimMakesAParticipantAnotherOrganisation() {
        Principal impostor = ghent(Map.of(
                "credential", List.of("MembershipCredential"),
                "MembershipCredential.participantId", List.of("did:web:muenster.example"),
                "MembershipCredential.identityAttributes", List.of("did:web:muenster.example"),
                "MembershipCredential.memberOf", List.of("did:web:muenster.example")));
        RecipientFacts facts = recipients().of(impostor);
        assertThat(outcome(forAssignee("did:web:muenster.example"), facts)).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(facts.ids()).containsExactly(GHENT);
    }

    @Test
    void aTokenOfAnAgreementCarriesWhatItsParticipantProvedLastUntilThatIsTooOld() {
        Recipients recipients = recipients("recipient-stale: 10m");
        assertThat(recipients.of(byToken()).isKnown()).isFalse();
        recipients.note(member());
        RecipientFacts facts = recipients.of(byToken());
        assertThat(facts.credentials()).containsExactly("MembershipCredential");
        assertThat(facts.until()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        assertThat(recipients().of(GHENT))
                .as("another process of the node")
                .satisfies(other -> assertThat(other.roles()).containsExactly("PLANNER"));
        now = NOON.plus(Duration.ofMinutes(10));
        assertThat(recipients.of(byToken())).isEqualTo(RecipientFacts.NONE);
        recipients.note(member());
        assertThat(recipients.of(byToken()).isKnown()).isTrue();
    }

    @Test
    void aCredentialThatTheNextProofNoLongerShowsCountsNoMore() {
        Recipients recipients = recipients();
        recipients.note(member());
        long before = recipients.version();
        recipients.note(ghent(Map.of()));
        assertThat(recipients.version()).isGreaterThan(before);
        assertThat(recipients.of(byToken()).credentials()).isEmpty();
        assertThat(outcome(
                        Template.MEMBERS.offer("urn:offer", Template.Choices.until(LocalDate.EPOCH)),
                        recipients.of(byToken())))
                .isEqualTo(Outcome.UNKNOWN);
    }

    /** A node that speaks at tier 2 and at the main address proves different things there. */
    @Test
    void aProofByOneWayTakesNothingFromThatByTheOther() {
        Recipients recipients = recipients("recipient-stale: 10m");
        recipients.note(ghent(Map.of(
                "credential", List.of(Recipients.SIMPL_PARTICIPANT), "identity_attributes", List.of("CONSUMER"))));
        now = NOON.plus(Duration.ofMinutes(2));
        recipients.note(member());
        RecipientFacts facts = recipients.of(byToken());
        assertThat(facts.credentials()).containsExactly("MembershipCredential", Recipients.SIMPL_PARTICIPANT);
        assertThat(facts.roles()).containsExactly("PLANNER", "CONSUMER");
        assertThat(facts.until()).as("the earlier end").isEqualTo(NOON.plus(Duration.ofMinutes(10)));
        now = NOON.plus(Duration.ofMinutes(11));
        assertThat(recipients.of(byToken()).credentials()).containsExactly("MembershipCredential");
    }

    @Test
    void anUnchangedProofIsWrittenAgainOnlyWhenItAges() {
        Recipients recipients = recipients("recipient-stale: 15m");
        recipients.note(member());
        long first = recipients.version();
        now = NOON.plus(Duration.ofMinutes(4));
        recipients.note(member());
        assertThat(recipients.version()).isEqualTo(first);
        now = NOON.plus(Duration.ofMinutes(5));
        recipients.note(member());
        assertThat(recipients.version()).isGreaterThan(first);
    }

    @Test
    void aCallerWhoProvesNothingLeavesNoTrace() {
        Recipients recipients = recipients();
        recipients.note(ghent(Map.of()));
        assertThat(store.store().documents().count("recipient", "")).isZero();
    }

    @Test
    void faultsOfTheConfigurationSayWhere() {
        List<String> faults = new ArrayList<>();
        String yaml = "recipients: [{role: a, credential: B, where: {x: [y]}}, {role: a}]";
        RecipientSettings.read(new ConfigNode(new YAMLMapper().readTree(yaml), Path.of("."), faults));
        assertThat(faults).hasSize(2);
        assertThat(faults.getFirst()).contains("recipients", "credential");
        assertThat(faults.getLast()).contains("where");
    }
}
