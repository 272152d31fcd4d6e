package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Operand;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the world knows of a duty. It counts for the duty that it names; where it tells the action that was done, it counts
 * for every duty that this action fulfils (formal semantics: an action of the class that the condition regulates). Of
 * several records for one duty the last counts.
 *
 * @param id the IRI of the record, which reports refer to
 * @param duty the IRI of the duty
 * @param done the action, where it was done and is known
 * @param performance whether it was done
 * @param deontic NON_SET: accepted and not due yet; VIOLATED: due and not done in time
 */
public record DutyRecord(
        String id, Optional<String> duty, Optional<Deed> done, Performance performance, Deontic deontic) {

    /**
     * An action that someone did.
     *
     * @param action the IRI of the action
     * @param party who did it
     * @param target what it was done to
     * @param values further values by the IRI of the left operand
     */
    public record Deed(
            String action, Optional<String> party, Optional<String> target, Map<String, List<Operand>> values) {
        public Deed {
            values = Map.copyOf(values);
        }
    }

    /** A duty that was accepted and is not due yet. */
    public static DutyRecord accepted(String id, String duty) {
        return new DutyRecord(id, Optional.of(duty), Optional.empty(), Performance.UNKNOWN, Deontic.NON_SET);
    }

    public static DutyRecord fulfilled(String id, String duty) {
        return new DutyRecord(id, Optional.of(duty), Optional.empty(), Performance.PERFORMED, Deontic.FULFILLED);
    }

    public static DutyRecord violated(String id, String duty) {
        return new DutyRecord(id, Optional.of(duty), Optional.empty(), Performance.UNPERFORMED, Deontic.VIOLATED);
    }
}
