package eu.twintown.node.trust.key;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.jose.KeyAlgorithm;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All keys of the node by purpose: one active each, and the retired ones with their times. Changes are on disk before
 * they take effect. Keys are encrypted at rest; see {@link KeyStoreFile}.
 */
public final class KeyRing {
    private final KeyStoreFile file;
    private final KeySettings settings;
    private final InstantSource clock;
    private volatile List<SigningKey> keys;

    private KeyRing(KeyStoreFile file, KeySettings settings, List<SigningKey> keys, InstantSource clock) {
        this.file = file;
        this.settings = settings;
        this.clock = clock;
        this.keys = List.copyOf(keys);
    }

    /**
     * Opens the key ring in a folder, or makes it there.
     *
     * @param outgoing for keys that lie in a key service
     * @throws IllegalStateException where the keys cannot be read, such as with another passphrase
     */
    public static KeyRing open(Path folder, KeySettings settings, OutgoingClient outgoing, InstantSource clock) {
        KeyStoreFile file = KeyStoreFile.open(folder, settings.passphrase());
        KeyRing ring = new KeyRing(file, settings, file.read(), clock);
        PlainNodeKey.find(folder).ifPresent(plain -> {
            if (ring.current(KeyPurpose.NODE).isEmpty()) {
                ring.add(SigningKey.of(KeyPurpose.NODE, plain.pair(), KeyDates.from(plain.created())));
            }
            plain.delete();
        });
        settings.external().forEach((purpose, where) -> ring.adopt(ExternalKeys.load(purpose, where, outgoing, clock)));
        return ring;
    }

    /** Opens with the embedded defaults. */
    public static KeyRing open(Path folder, InstantSource clock) {
        return open(folder, KeySettings.DEFAULT, new OutgoingClient(OutgoingRules.PUBLIC_ONLY), clock);
    }

    /** The key to sign with; made at the first use. */
    public SigningKey active(KeyPurpose purpose) {
        Optional<SigningKey> active = current(purpose);
        if (active.isPresent()) {
            return active.get();
        }
        synchronized (this) {
            return current(purpose).orElseGet(() -> {
                SigningKey fresh = generate(purpose, settings.algorithm(purpose));
                add(fresh);
                return fresh;
            });
        }
    }

    /** The active key and the retired ones that others may still verify with, newest first. */
    public List<SigningKey> published(KeyPurpose purpose) {
        Instant now = clock.instant();
        active(purpose);
        return of(purpose).filter(key -> key.dates().publishedAt(now)).toList();
    }

    /** Every retired key, newest first. */
    public List<SigningKey> history(KeyPurpose purpose) {
        return of(purpose).filter(key -> key.retiredAt().isPresent()).toList();
    }

    /** A key that is active or still published. */
    public Optional<SigningKey> find(String kid) {
        Instant now = clock.instant();
        return keys.stream()
                .filter(key -> key.kid().equals(kid) && key.dates().publishedAt(now))
                .findFirst();
    }

    /** Makes a new key of the same kind active. */
    public SigningKey rotate(KeyPurpose purpose) {
        return rotate(purpose, settings.algorithm(purpose));
    }

    /**
     * Makes a new key active; the old one stays published for the configured time.
     *
     * @throws IllegalStateException where the key lies outside and has to be rotated there
     */
    public synchronized SigningKey rotate(KeyPurpose purpose, KeyAlgorithm algorithm) {
        if (settings.external().containsKey(purpose)) {
            throw new IllegalStateException("The key for " + purpose.label()
                    + " lies in a key service or module; rotate it there, change the configuration and start again");
        }
        SigningKey fresh = generate(purpose, algorithm);
        adopt(fresh);
        return fresh;
    }

    /** Makes a key that was made elsewhere the active one. */
    public synchronized SigningKey importKey(KeyPurpose purpose, KeyPair pair) {
        SigningKey imported = SigningKey.of(purpose, pair, KeyDates.from(clock.instant()));
        adopt(imported);
        return imported;
    }

    /** When a key should be replaced. */
    public Instant expectedEnd(SigningKey key) {
        return key.createdAt().plus(settings.expectedLife());
    }

    /** Whether the key lies outside the node. */
    boolean isExternal(KeyPurpose purpose) {
        return settings.external().containsKey(purpose);
    }

    /** Where the key lies: {@code file}, {@code pkcs12}, {@code pkcs11} or {@code vault}. */
    String place(KeyPurpose purpose) {
        return switch (settings.external().get(purpose)) {
            case null -> "file";
            case ExternalKey.Pkcs11 _ -> "pkcs11";
            case ExternalKey.Pkcs12 _ -> "pkcs12";
            case ExternalKey.Transit _ -> "vault";
        };
    }

    /** Seals other secrets of the node under the same passphrase, for those that lie in the database. */
    public SecretBox box() {
        return file.box();
    }

    /** Encrypts the key ring under a new passphrase; what it sealed before stays readable. */
    public static void changePassphrase(
            Path folder, Optional<KeySettings.Passphrase> current, KeySettings.Passphrase next) {
        KeyStoreFile.open(folder, current).rewrap(next);
    }

    private synchronized void adopt(SigningKey fresh) {
        Optional<SigningKey> before = current(fresh.purpose());
        if (before.isPresent() && before.get().kid().equals(fresh.kid())) {
            replace(before.get(), fresh.withDates(before.get().dates()));
            return;
        }
        List<SigningKey> changed = new ArrayList<>();
        for (SigningKey key : keys) {
            boolean retires = before.isPresent() && key == before.get();
            boolean returns = key.purpose() == fresh.purpose() && key.kid().equals(fresh.kid());
            if (!returns) {
                changed.add(retires ? key.withDates(key.dates().retire(clock.instant(), settings.keepRetired())) : key);
            }
        }
        changed.add(fresh);
        save(changed);
    }

    private synchronized void add(SigningKey key) {
        List<SigningKey> changed = new ArrayList<>(keys);
        changed.add(key);
        save(changed);
    }

    /** In memory only: the same key, reached anew. */
    private synchronized void replace(SigningKey before, SigningKey after) {
        keys = keys.stream().map(key -> key == before ? after : key).toList();
    }

    private void save(List<SigningKey> changed) {
        file.write(changed);
        keys = List.copyOf(changed);
    }

    private SigningKey generate(KeyPurpose purpose, KeyAlgorithm algorithm) {
        if (purpose == KeyPurpose.TIER2 && algorithm != KeyAlgorithm.ES256) {
            throw new IllegalArgumentException("Keys for tier 2 are ECDSA P-256 (ES256)");
        }
        return SigningKey.of(purpose, SigningKey.generate(algorithm), KeyDates.from(clock.instant()));
    }

    /** The active key, without making one where there is none yet. */
    Optional<SigningKey> current(KeyPurpose purpose) {
        return of(purpose).filter(key -> key.retiredAt().isEmpty()).findFirst();
    }

    private java.util.stream.Stream<SigningKey> of(KeyPurpose purpose) {
        return keys.stream()
                .filter(key -> key.purpose() == purpose)
                .sorted(Comparator.comparing((SigningKey key) -> key.retiredAt().orElse(Instant.MAX))
                        .reversed());
    }
}
