package eu.twintown.kernel.policy.evaluation;

/** What became of a duty or prohibition (compliance report: deonticState). */
public enum Deontic {
    FULFILLED,
    VIOLATED,
    NON_SET
}
