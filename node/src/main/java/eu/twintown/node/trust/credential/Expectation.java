package eu.twintown.node.trust.credential;

import java.util.Optional;

/**
 * What a credential must be for the caller's purpose, beside being valid.
 *
 * @param holder DID that it must be about
 * @param type type that it must have
 */
public record Expectation(Optional<String> holder, Optional<String> type) {

    public static Expectation any() {
        return new Expectation(Optional.empty(), Optional.empty());
    }

    public static Expectation heldBy(String did) {
        return new Expectation(Optional.of(did), Optional.empty());
    }

    public Expectation ofType(String wanted) {
        return new Expectation(holder, Optional.of(wanted));
    }
}
