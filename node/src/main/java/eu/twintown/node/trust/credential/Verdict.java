package eu.twintown.node.trust.credential;

import eu.twintown.node.trust.jose.TrustException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came out of verifying one credential: every check that was made, with its reason.
 *
 * @param credential what was read; empty where it could not be read at all
 */
public record Verdict(Optional<Credential> credential, List<Check> checks) {

    public Verdict {
        checks = List.copyOf(checks);
    }

    public boolean valid() {
        return credential.isPresent() && checks.stream().allMatch(Check::passed);
    }

    /** The first check that failed. */
    public Optional<Check> failure() {
        return checks.stream().filter(check -> !check.passed()).findFirst();
    }

    /** For the caller: why it is not accepted; empty where it is. */
    public String safeReason() {
        return failure().map(Check::safe).orElse("");
    }

    /** For the log: every check that failed. */
    public String fullReason() {
        return checks.stream()
                .filter(check -> !check.passed())
                .map(check -> check.name() + ": " + check.reason())
                .collect(Collectors.joining("; "));
    }

    /**
     * The credential.
     *
     * @throws TrustException where it is not valid
     */
    public Credential orThrow() {
        failure().ifPresent(check -> {
            throw new TrustException(check.name(), check.safe(), fullReason());
        });
        return credential.orElseThrow();
    }
}
