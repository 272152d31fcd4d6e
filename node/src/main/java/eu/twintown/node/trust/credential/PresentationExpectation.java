package eu.twintown.node.trust.credential;

import java.util.Optional;
import java.util.Set;

/**
 * What a presentation must be for the caller's purpose.
 *
 * @param audience this verifier, as the presentation must name it
 * @param nonce what this verifier gave for it
 * @param holder DID that must present
 * @param types types of which a credential each must be there
 * @param singleUse whether it is refused when it comes a second time (by its jti)
 */
public record PresentationExpectation(
        String audience, Optional<String> nonce, Optional<String> holder, Set<String> types, boolean singleUse) {

    public PresentationExpectation {
        types = Set.copyOf(types);
    }

    public static PresentationExpectation by(String audience) {
        return new PresentationExpectation(audience, Optional.empty(), Optional.empty(), Set.of(), false);
    }

    public PresentationExpectation withNonce(String given) {
        return new PresentationExpectation(audience, Optional.of(given), holder, types, true);
    }

    public PresentationExpectation heldBy(String did) {
        return new PresentationExpectation(audience, nonce, Optional.of(did), types, singleUse);
    }

    public PresentationExpectation holding(String... wanted) {
        return new PresentationExpectation(audience, nonce, holder, Set.of(wanted), singleUse);
    }

    public PresentationExpectation once() {
        return new PresentationExpectation(audience, nonce, holder, types, true);
    }
}
