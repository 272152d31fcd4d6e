package eu.twintown.node.trust.credential;

import java.util.Optional;

/** Holds a credential against the schema that it names. */
@FunctionalInterface
public interface SchemaSource {

    /** The check named {@code schema}; empty where the credential names none. */
    Optional<Check> check(Credential credential);
}
