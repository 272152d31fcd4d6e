package eu.twintown.kernel.policy.text;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.city.CityProfile;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Offers that a data steward picks in plain language. */
public enum Template {
    OPEN("open"),
    MEMBERS("members"),
    RESEARCH("research"),
    EMERGENCY("emergency"),
    AGGREGATED("aggregated"),
    UNTIL("until");

    private final String key;

    Template(String key) {
        this.key = key;
    }

    /**
     * What the steward may set; each has a value that is used otherwise.
     *
     * @param until the last day, for UNTIL
     * @param span the shortest time that a value sums up, for AGGREGATED
     * @param areas the areas that a value may sum up, for AGGREGATED: street, district, city; none = each entity's
     *     values are summed up over time alone
     * @param credential the type of credential that members hold, for MEMBERS
     */
    public record Choices(LocalDate until, Duration span, List<String> areas, String credential) {
        public Choices {
            areas = List.copyOf(areas);
        }

        /** An hour, a district or the whole city, and the usual membership credential. */
        public static Choices until(LocalDate until) {
            return new Choices(until, Duration.ofHours(1), List.of("district", "city"), "MembershipCredential");
        }
    }

    /** Its name in a language, a word or two. */
    public String title(Locale locale) {
        return new Messages(locale).text("template." + key + ".title");
    }

    /** What it means, in one sentence. */
    public String text(Locale locale) {
        return new Messages(locale).text("template." + key + ".text");
    }

    /** The offer, without target: it stands in the catalogue beside the dataset that it is for. */
    public Policy offer(String policyId, Choices choices) {
        Rule.Permission permission = new Rule.Permission(
                head(policyId + "#permission", Odrl.USE, constraints(policyId, choices)), List.of());
        boolean passOn = this == OPEN || this == UNTIL || this == AGGREGATED;
        List<Rule.Prohibition> prohibitions = passOn
                ? List.of()
                : List.of(new Rule.Prohibition(
                        head(policyId + "#no-onward-sharing", CityProfile.SHARE_ONWARD, List.of()), List.of()));
        return new Policy(
                policyId,
                PolicyType.OFFER,
                List.of(CityProfile.NS),
                List.of(),
                ConflictStrategy.PROHIBIT,
                Policy.Shared.NONE,
                List.of(permission),
                prohibitions,
                List.of());
    }

    private List<Constraint> constraints(String id, Choices choices) {
        return switch (this) {
            case OPEN -> List.of();
            case MEMBERS ->
                List.of(new Constraint.Atomic(
                        id + "#members",
                        CityProfile.RECIPIENT_CREDENTIAL,
                        Operator.IS_ANY_OF,
                        Operand.text(choices.credential())));
            case RESEARCH -> List.of(purpose(id, CityProfile.RESEARCH));
            case EMERGENCY ->
                List.of(
                        new Constraint.Atomic(
                                id + "#emergency",
                                CityProfile.EMERGENCY,
                                Operator.EQ,
                                Literal.of("true", Odrl.XSD + "boolean")),
                        purpose(id, CityProfile.EMERGENCY_RESPONSE));
            case AGGREGATED -> aggregation(id, choices);
            case UNTIL ->
                List.of(new Constraint.Atomic(
                        id + "#until",
                        Odrl.DATE_TIME,
                        Operator.LTEQ,
                        Literal.of(choices.until().toString(), Odrl.XSD + "date")));
        };
    }

    private static List<Constraint> aggregation(String id, Choices choices) {
        Constraint span = new Constraint.Atomic(
                id + "#span",
                CityProfile.TEMPORAL_AGGREGATION,
                Operator.GTEQ,
                Literal.of(choices.span().toString(), Odrl.XSD + "duration"));
        return choices.areas().isEmpty()
                ? List.of(span)
                : List.of(
                        span,
                        new Constraint.Atomic(
                                id + "#areas",
                                CityProfile.SPATIAL_AGGREGATION,
                                Operator.IS_ANY_OF,
                                choices.areas().stream().map(Operand::text).toArray(Operand[]::new)));
    }

    private static Constraint purpose(String id, String purpose) {
        return new Constraint.Atomic(id + "#purpose", Odrl.PURPOSE, Operator.IS_A, Operand.iri(purpose));
    }

    private static Rule.Head head(String id, String action, List<Constraint> constraints) {
        return new Rule.Head(
                id, Optional.of(new Action(action)), Optional.empty(), Optional.empty(), Optional.empty(), constraints);
    }
}
