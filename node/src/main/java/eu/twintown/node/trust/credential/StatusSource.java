package eu.twintown.node.trust.credential;

/** Looks up whether a credential has been revoked or suspended. */
@FunctionalInterface
public interface StatusSource {

    /** The check named {@code status}. */
    Check check(Credential credential);
}
