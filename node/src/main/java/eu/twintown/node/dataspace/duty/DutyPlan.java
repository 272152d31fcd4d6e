package eu.twintown.node.dataspace.duty;

import eu.twintown.kernel.policy.Action;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.policy.city.CityProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the obligations in an agreement. */
final class DutyPlan {
    private static final String DELETE = Odrl.NS + "delete";
    private static final Set<String> ATTRIBUTION =
            Set.of(Odrl.NS + "attribute", Odrl.CC + "Attribution", Odrl.NS + "attributedParty");
    private static final Set<String> SHARING = Set.of(CityProfile.SHARE_ONWARD, Odrl.NS + "distribute");
    private static final Set<String> COUNTED =
            Set.of(Odrl.COUNT, CityProfile.REQUESTS_PER_HOUR, CityProfile.REQUESTS_PER_DAY);

    private DutyPlan() {}

    /**
     * An obligation.
     *
     * @param rule IRI of the rule in the policy
     * @param text one sentence
     * @param after how long after receipt it is due; empty = no such time
     */
    record Planned(String rule, DutyKind kind, String text, Optional<Duration> after) {}

    static List<Planned> of(Policy policy) {
        List<Planned> plan = new ArrayList<>();
        Stream.concat(
                        policy.permissions().stream().flatMap(permission -> permission.duties().stream()),
                        policy.obligations().stream())
                .map(DutyPlan::duty)
                .forEach(plan::add);
        policy.prohibitions().forEach(prohibition -> prohibited(prohibition).ifPresent(plan::add));
        policy.permissions().stream()
                .filter(permission -> permission.head().constraints().stream().anyMatch(DutyPlan::counts))
                .findFirst()
                .ifPresent(permission -> plan.add(new Planned(
                        permission.id(),
                        DutyKind.COUNT,
                        "Each use is counted; the agreement limits how many there may be",
                        Optional.empty())));
        return plan;
    }

    private static Planned duty(Rule.Duty duty) {
        String action = action(duty);
        if (action.equals(DELETE)) {
            Optional<Duration> after = elapsed(duty.head().constraints());
            return new Planned(
                    duty.id(),
                    DutyKind.DELETE,
                    after.map(time -> "The data are deleted " + inWords(time) + " after they were received")
                            .orElse("The data are deleted when the agreement has ended"),
                    Optional.of(after.orElse(Duration.ZERO)));
        }
        if (ATTRIBUTION.contains(action)) {
            return new Planned(
                    duty.id(),
                    DutyKind.ATTRIBUTE,
                    "The provider is named wherever the data are shown",
                    Optional.empty());
        }
        return new Planned(
                duty.id(), DutyKind.OTHER, "This must be done: " + action.replaceFirst(".*[/#]", ""), Optional.empty());
    }

    private static Optional<Planned> prohibited(Rule.Prohibition prohibition) {
        String action = action(prohibition);
        if (SHARING.contains(action)) {
            return Optional.of(new Planned(
                    prohibition.id(),
                    DutyKind.NO_ONWARD_SHARING,
                    "The data are not handed on to others",
                    Optional.empty()));
        }
        if (action.equals(CityProfile.TRAIN_AI)) {
            return Optional.of(new Planned(
                    prohibition.id(),
                    DutyKind.NO_AI_TRAINING,
                    "No model is trained with the data; uses are on record with their purpose",
                    Optional.empty()));
        }
        return Optional.empty();
    }

    private static String action(Rule rule) {
        return rule.head().action().map(Action::id).orElse(Odrl.USE);
    }

    private static Optional<Duration> elapsed(List<Constraint> constraints) {
        return constraints.stream()
                .filter(Constraint.Atomic.class::isInstance)
                .map(Constraint.Atomic.class::cast)
                .filter(constraint -> constraint.left().equals(Odrl.ELAPSED_TIME))
                .flatMap(constraint -> constraint.right().stream())
                .filter(Literal.class::isInstance)
                .flatMap(right -> ((Literal) right).value().stream())
                .filter(Duration.class::isInstance)
                .map(Duration.class::cast)
                .findFirst();
    }

    private static boolean counts(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Atomic atomic -> COUNTED.contains(atomic.left());
            case Constraint.Logical logical -> logical.parts().stream().anyMatch(DutyPlan::counts);
        };
    }

    private static String inWords(Duration time) {
        if (time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()))) {
            return time.toDays() + (time.toDays() == 1 ? " day" : " days");
        }
        if (time.toHours() > 0 && time.equals(Duration.ofHours(time.toHours()))) {
            return time.toHours() + (time.toHours() == 1 ? " hour" : " hours");
        }
        return time.toSeconds() + " seconds";
    }
}
