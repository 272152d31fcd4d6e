package eu.twintown.node.trust.key;

import eu.twintown.node.trust.jose.KeyAlgorithm;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How keys are kept.
 *
 * @param passphrase what the keys at rest are encrypted under; empty = a generated secret beside them
 * @param nodeAlgorithm algorithm of new keys for {@link KeyPurpose#NODE}: ES256 or EDDSA
 * @param keepRetired how long a retired key stays published, so that what it signed can be verified
 * @param expectedLife age at which a key should be replaced; beyond it the management API warns
 * @param external keys that lie in a PKCS#11 module or a key service, by purpose
 */
public record KeySettings(
        Optional<Passphrase> passphrase,
        KeyAlgorithm nodeAlgorithm,
        Duration keepRetired,
        Duration expectedLife,
        Map<KeyPurpose, ExternalKey> external) {

    /** A generated secret, ES256, 30 days, one year, nothing external. */
    public static final KeySettings DEFAULT =
            new KeySettings(Optional.empty(), KeyAlgorithm.ES256, Duration.ofDays(30), Duration.ofDays(365), Map.of());

    public KeySettings {
        external = Map.copyOf(external);
    }

    /** These settings, under a passphrase. */
    public KeySettings under(Passphrase other) {
        return new KeySettings(Optional.of(other), nodeAlgorithm, keepRetired, expectedLife, external);
    }

    /** The algorithm of a new key. */
    KeyAlgorithm algorithm(KeyPurpose purpose) {
        return purpose == KeyPurpose.NODE ? nodeAlgorithm : KeyAlgorithm.ES256;
    }

    /** A passphrase that does not show itself. */
    public record Passphrase(String text) {
        @Override
        public String toString() {
            return "(a passphrase)";
        }
    }
}
