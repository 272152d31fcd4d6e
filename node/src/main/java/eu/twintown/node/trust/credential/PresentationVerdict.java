package eu.twintown.node.trust.credential;

import eu.twintown.node.trust.jose.TrustException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came out of verifying a presentation.
 *
 * @param holder who presented; empty where that could not be found out
 * @param checks of the presentation itself
 * @param credentials one verdict for each credential in it
 */
public record PresentationVerdict(String holder, List<Check> checks, List<Verdict> credentials) {

    public PresentationVerdict {
        checks = List.copyOf(checks);
        credentials = List.copyOf(credentials);
    }

    /** Whether the presentation and each credential in it are accepted. */
    public boolean valid() {
        return checks.stream().allMatch(Check::passed) && credentials.stream().allMatch(Verdict::valid);
    }

    /** The first check that failed, of the presentation or a credential. */
    public Optional<Check> failure() {
        return Stream.concat(checks.stream(), credentials.stream().flatMap(one -> one.checks().stream()))
                .filter(check -> !check.passed())
                .findFirst();
    }

    public String safeReason() {
        return failure().map(Check::safe).orElse("");
    }

    public String fullReason() {
        return Stream.concat(checks.stream(), credentials.stream().flatMap(one -> one.checks().stream()))
                .filter(check -> !check.passed())
                .map(check -> check.name() + ": " + check.reason())
                .collect(Collectors.joining("; "));
    }

    /**
     * The credentials.
     *
     * @throws TrustException where the presentation or one of them is not valid
     */
    public List<Credential> orThrow() {
        failure().ifPresent(check -> {
            throw new TrustException(check.name(), check.safe(), fullReason());
        });
        return credentials.stream().map(one -> one.credential().orElseThrow()).toList();
    }
}
