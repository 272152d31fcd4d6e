package eu.twintown.kernel.policy.evaluation;

import java.util.List;

/**
 * What several policies say together.
 *
 * @param policies one report for each policy
 * @param outcome what it comes to
 * @param reason why, in one sentence
 */
public record JointReport(List<PolicyReport> policies, Outcome outcome, String reason) {

    public boolean permits() {
        return outcome == Outcome.PERMITTED;
    }

    static JointReport of(List<PolicyReport> reports, boolean permissionsWin) {
        List<Outcome> order = permissionsWin
                ? List.of(Outcome.INVALID, Outcome.PERMITTED, Outcome.PROHIBITED, Outcome.UNKNOWN)
                : List.of(Outcome.INVALID, Outcome.PROHIBITED, Outcome.PERMITTED, Outcome.UNKNOWN);
        for (Outcome outcome : order) {
            for (PolicyReport report : reports) {
                if (report.outcome() == outcome) {
                    return new JointReport(reports, outcome, report.reason());
                }
            }
        }
        String reason = reports.isEmpty()
                ? "No policy covers this."
                : reports.getFirst().reason();
        return new JointReport(reports, Outcome.NOT_PERMITTED, reason);
    }
}
