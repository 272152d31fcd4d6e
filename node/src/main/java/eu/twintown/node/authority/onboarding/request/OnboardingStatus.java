package eu.twintown.node.authority.onboarding.request;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/** Where a request stands, and where it may go from there. */
public enum OnboardingStatus {
    /** The applicant fills it in, for the first time or after the notary asked for a revision. */
    IN_PROGRESS("In progress"),
    /** The automatic rules look at it. */
    EVALUATING("Evaluating"),
    /** The notary has it. */
    IN_REVIEW("In review"),
    REJECTED("Rejected"),
    APPROVED("Approved");

    private final String label;

    OnboardingStatus(String label) {
        this.label = label;
    }

    public boolean mayBecome(OnboardingStatus next) {
        return after().contains(next);
    }

    private Set<OnboardingStatus> after() {
        return switch (this) {
            case IN_PROGRESS -> Set.of(EVALUATING);
            case EVALUATING -> Set.of(IN_REVIEW, IN_PROGRESS);
            case IN_REVIEW -> Set.of(IN_PROGRESS, APPROVED, REJECTED);
            case REJECTED, APPROVED -> Set.of();
        };
    }

    /** As the published API names it. */
    public String id() {
        return UUID.nameUUIDFromBytes(("onboarding-status/" + name()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** What people read unless somebody gave it another label. */
    String usualLabel() {
        return label;
    }
}
