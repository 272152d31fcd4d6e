package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Connective;
import java.util.List;

/** Three-valued logic over premises: what is unknown stays unknown unless the others decide. */
final class Premises {
    private Premises() {}

    static Satisfaction all(List<? extends Premise> premises) {
        Satisfaction all = Satisfaction.SATISFIED;
        for (Premise premise : premises) {
            if (premise.state() == Satisfaction.UNSATISFIED) {
                return Satisfaction.UNSATISFIED;
            }
            if (premise.state() == Satisfaction.UNKNOWN) {
                all = Satisfaction.UNKNOWN;
            }
        }
        return all;
    }

    /** andSequence is judged as and, at the one instant that the world shows: what came first is for the world to say. */
    static Satisfaction join(Connective connective, List<Premise> parts) {
        return switch (connective) {
            case AND, AND_SEQUENCE -> all(parts);
            case OR -> any(parts);
            case XONE -> one(parts);
        };
    }

    /** The first premise that fails, or else the first that is unknown. */
    static String firstReason(List<? extends Premise> premises, String otherwise) {
        String unknown = null;
        for (Premise premise : premises) {
            if (premise.state() == Satisfaction.UNSATISFIED) {
                return premise.reason();
            }
            if (premise.state() == Satisfaction.UNKNOWN && unknown == null) {
                unknown = premise.reason();
            }
        }
        return unknown == null ? otherwise : unknown;
    }

    private static Satisfaction any(List<Premise> parts) {
        Satisfaction any = Satisfaction.UNSATISFIED;
        for (Premise part : parts) {
            if (part.state() == Satisfaction.SATISFIED) {
                return Satisfaction.SATISFIED;
            }
            if (part.state() == Satisfaction.UNKNOWN) {
                any = Satisfaction.UNKNOWN;
            }
        }
        return any;
    }

    private static Satisfaction one(List<Premise> parts) {
        int satisfied = 0;
        boolean unknown = false;
        for (Premise part : parts) {
            satisfied += part.state() == Satisfaction.SATISFIED ? 1 : 0;
            unknown |= part.state() == Satisfaction.UNKNOWN;
        }
        if (satisfied > 1) {
            return Satisfaction.UNSATISFIED;
        }
        return unknown ? Satisfaction.UNKNOWN : Satisfaction.of(satisfied == 1);
    }
}
