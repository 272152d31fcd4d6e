package eu.twintown.kernel.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.city.Narrowing;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.kernel.policy.evaluation.Outcome;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the templates grant, seen through the evaluator. */
class TemplateTest {
    private static final Template.Choices CHOICES = Template.Choices.until(LocalDate.of(2027, 6, 30));
    private static final Request READ = Request.of("urn:request", Odrl.READ, "urn:ghent", "urn:counters");
    private static final World WORLD = World.at(Instant.parse("2026-11-22T12:00:00Z"));

    @ParameterizedTest
    @EnumSource(Template.class)
    void isAnOfferThatGrantsNothingBeforeItIsAgreedAndSurvivesTheWire(Template template) {
        Policy offer = template.offer("urn:offer", CHOICES);

        assertThat(offer.type()).isEqualTo(PolicyType.OFFER);
        assertThat(CityProfile.EVALUATOR.evaluate(offer, READ, WORLD).outcome()).isEqualTo(Outcome.NOT_PERMITTED);
        assertThat(PolicyReader.read(PolicyWriter.write(offer))).isEqualTo(offer);
    }

    @Test
    void openPermitsAnyone() {
        assertThat(outcome(Template.OPEN, READ, WORLD)).isEqualTo(Outcome.PERMITTED);
    }

    @Test
    void membersNeedTheCredentialAndMustNotPassOn() {
        World member = WORLD.with(CityProfile.RECIPIENT_CREDENTIAL, Operand.text("MembershipCredential"));
        Request share = Request.of("urn:request", CityProfile.SHARE_ONWARD, "urn:ghent", "urn:counters");

        assertThat(outcome(Template.MEMBERS, READ, member)).isEqualTo(Outcome.PERMITTED);
        assertThat(outcome(Template.MEMBERS, READ, WORLD)).isEqualTo(Outcome.UNKNOWN);
        assertThat(outcome(Template.MEMBERS, share, member)).isEqualTo(Outcome.PROHIBITED);
    }

    @Test
    void researchNeedsThePurpose() {
        Request research = READ.with(Odrl.PURPOSE, Operand.iri(CityProfile.RESEARCH));

        assertThat(outcome(Template.RESEARCH, research, WORLD)).isEqualTo(Outcome.PERMITTED);
        assertThat(outcome(Template.RESEARCH, READ.with(Odrl.PURPOSE, Operand.iri("urn:sale")), WORLD))
                .isEqualTo(Outcome.NOT_PERMITTED);
    }

    @Test
    void emergencyNeedsOneThatIsDeclared() {
        Request help = READ.with(Odrl.PURPOSE, Operand.iri(CityProfile.EMERGENCY_RESPONSE));
        Operand yes = Literal.of("true", Odrl.XSD + "boolean");

        assertThat(outcome(Template.EMERGENCY, help, WORLD.with(CityProfile.EMERGENCY, yes)))
                .isEqualTo(Outcome.PERMITTED);
        assertThat(outcome(Template.EMERGENCY, help, WORLD)).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void untilTheLastDayIncluded() {
        assertThat(outcome(Template.UNTIL, READ, World.at(Instant.parse("2027-06-30T23:59:59Z"))))
                .isEqualTo(Outcome.PERMITTED);
        assertThat(outcome(Template.UNTIL, READ, World.at(Instant.parse("2027-07-01T00:00:00Z"))))
                .isEqualTo(Outcome.NOT_PERMITTED);
    }

    @Test
    void aggregatedNarrowsTheQueryRatherThanRefusingIt() {
        Policy policy = Template.AGGREGATED.offer("urn:offer", CHOICES).as(PolicyType.SET);
        PolicyReport report = CityProfile.EVALUATOR.evaluate(policy, READ, WORLD);

        assertThat(report.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(Narrowing.of(report)).singleElement().satisfies(narrowing -> {
            assertThat(narrowing.permission()).isEqualTo("urn:offer#permission");
            assertThat(narrowing.on(CityProfile.TEMPORAL_AGGREGATION).getFirst().right())
                    .extracting(Operand::text)
                    .containsExactly("PT1H");
            assertThat(narrowing.on(CityProfile.SPATIAL_AGGREGATION)).hasSize(1);
            assertThat(narrowing.on(Odrl.SPATIAL)).isEmpty();
        });
    }

    @Test
    void nothingNarrowsWhatIsRefusedForAnotherReason() {
        Policy members = Template.MEMBERS.offer("urn:offer", CHOICES).as(PolicyType.SET);
        PolicyReport unknown = CityProfile.EVALUATOR.evaluate(members, READ, WORLD);
        Policy open = Template.OPEN.offer("urn:offer", CHOICES).as(PolicyType.SET);

        assertThat(Narrowing.of(unknown)).isEmpty();
        assertThat(Narrowing.of(CityProfile.EVALUATOR.evaluate(open, READ, WORLD)))
                .singleElement()
                .satisfies(narrowing -> assertThat(narrowing.constraints()).isEmpty());
    }

    private static Outcome outcome(Template template, Request request, World world) {
        Policy policy = template.offer("urn:offer", CHOICES).as(PolicyType.SET);
        return CityProfile.EVALUATOR.evaluate(policy, request, world).outcome();
    }
}
