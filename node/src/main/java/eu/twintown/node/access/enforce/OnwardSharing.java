package eu.twintown.node.access.enforce;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.evaluation.PolicyReport;
import eu.twintown.kernel.policy.evaluation.Request;
import eu.twintown.kernel.policy.evaluation.World;
import eu.twintown.node.access.enforce.decision.Refusal;
import java.time.Instant;
import java.util.Optional;

/** Whether data that came under an agreement may be handed on to others. */
public final class OnwardSharing {

    private OnwardSharing() {}

    /** Why it may not; empty where it may. */
    public static Optional<Refusal> refusal(Policy policy, String party, Instant now) {
        String target = policy.shared().target().map(asset -> asset.id()).orElse("");
        PolicyReport report = CityProfile.EVALUATOR.evaluate(
                policy, Request.of("urn:twintown:onward", CityProfile.SHARE_ONWARD, party, target), World.at(now));
        return report.permits()
                ? Optional.empty()
                : Optional.of(Refusal.of(policy, report).behind("onward"));
    }
}
