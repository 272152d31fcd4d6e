package eu.twintown.node.access.enforce.grant;

import java.util.Optional;

/** Knows what agreements allow; asked with every request under one, so it must be cheap. */
@FunctionalInterface
public interface Grants {

    /** What the agreement with this id allows; empty where there is none that this node gives data under. */
    Optional<Grant> find(String agreement);
}
