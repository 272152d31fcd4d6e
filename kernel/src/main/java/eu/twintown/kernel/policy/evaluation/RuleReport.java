package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Rule;
import java.util.List;
import java.util.Optional;

/** What became of one rule, and why in one sentence. */
public sealed interface RuleReport {
    Rule rule();

    List<Premise> premises();

    Activation activation();

    String reason();

    /** Whether a premise is unknown and none fails. */
    default boolean undecided() {
        return Premises.all(premises()) == Satisfaction.UNKNOWN;
    }

    /**
     * A permission: active where all premises hold and all its duties are met.
     *
     * @param rule the permission
     * @param premises one for each of target, party, action and constraint that the rule has
     * @param conditions one for each duty
     * @param activation whether it permits the request
     * @param reason why, in one sentence
     */
    record OfPermission(
            Rule.Permission rule, List<Premise> premises, List<OfDuty> conditions, Activation activation, String reason)
            implements RuleReport {}

    /**
     * A prohibition: active where no premise fails; an unknown one does not lift it.
     *
     * @param rule the prohibition
     * @param premises one for each of target, party, action and constraint that the rule has
     * @param remedies one for each remedy
     * @param activation whether it forbids the request
     * @param reason why, in one sentence
     */
    record OfProhibition(
            Rule.Prohibition rule, List<Premise> premises, List<OfDuty> remedies, Activation activation, String reason)
            implements RuleReport {}

    /**
     * A duty: active where no constraint of it fails.
     *
     * @param rule the duty
     * @param record the IRI of the world's record of it
     * @param premises one for each constraint
     * @param consequences one for each consequence
     * @param activation whether the duty exists at present
     * @param performance whether it was done
     * @param deontic what became of it
     * @param met whether it stands in the way of nothing: inactive, fulfilled, or accepted and not due yet
     * @param reason why, in one sentence
     */
    record OfDuty(
            Rule.Duty rule,
            Optional<String> record,
            List<Premise> premises,
            List<OfDuty> consequences,
            Activation activation,
            Performance performance,
            Deontic deontic,
            boolean met,
            String reason)
            implements RuleReport {}
}
