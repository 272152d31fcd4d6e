package eu.twintown.node.trust;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.Exchange;
import java.util.List;
import java.util.Optional;

/** Finds out from one kind of proof who makes a request. */
@FunctionalInterface
public interface Recogniser {

    /**
     * Who asks; empty where the request holds no proof of this kind.
     *
     * @throws ProblemException Unauthorized, where there is a proof of this kind that does not hold
     */
    Optional<Principal> recognise(Exchange exchange);

    /**
     * Asks these one after the other; the first that knows the caller decides. A caller who shows credentials that none
     * of them understands is refused, not taken for anonymous.
     */
    static Recogniser chain(List<Recogniser> recognisers) {
        List<Recogniser> all = List.copyOf(recognisers);
        return exchange -> {
            for (Recogniser recogniser : all) {
                Optional<Principal> principal = recogniser.recognise(exchange);
                if (principal.isPresent()) {
                    return principal;
                }
            }
            if (exchange.header("Authorization").isPresent()) {
                throw Unauthorized.because(
                        "credentials of a kind or an issuer that this node does not know",
                        "This node does not know the issuer of these credentials, or their kind");
            }
            return Optional.empty();
        };
    }
}
