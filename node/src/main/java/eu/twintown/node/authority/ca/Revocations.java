package eu.twintown.node.authority.ca;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the responder and the list need to know of the certificates that the onboarding CA issued.
 *
 * @param known whether it issued a certificate of this serial number
 * @param revoked all that are revoked or suspended now
 */
public record Revocations(Predicate<BigInteger> known, Supplier<List<Revocation>> revoked) {

    Optional<Revocation> find(BigInteger serial) {
        return revoked.get().stream().filter(r -> r.serial().equals(serial)).findFirst();
    }
}
