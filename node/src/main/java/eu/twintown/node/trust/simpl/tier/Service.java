package eu.twintown.node.trust.simpl.tier;

import java.util.Locale;

/** The parts of a Simpl agent that have interfaces of their own; a gateway may put each under a prefix. */
public enum Service {
    ONBOARDING,
    IDENTITY_PROVIDER,
    SECURITY_ATTRIBUTES_PROVIDER,
    AUTHENTICATION_PROVIDER;

    /** The name in the configuration. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
