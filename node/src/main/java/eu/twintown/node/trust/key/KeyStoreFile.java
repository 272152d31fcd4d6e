package eu.twintown.node.trust.key;

import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import eu.twintown.node.trust.key.KeySettings.Passphrase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code keyring.json}: every key with its public half in the clear and its private half sealed under a data key, which
 * is itself sealed under the passphrase. A new passphrase therefore needs one small rewrite, and whatever else was
 * sealed under the data key stays readable.
 *
 * <p>Without a passphrase one is generated into the file {@code secret} beside it. That keeps keys out of copies of
 * {@code keyring.json}, but not from someone who copies the whole folder; docs/keys.md tells how to move it away.
 */
final class KeyStoreFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeyStoreFile.class);
    private static final int ITERATIONS = 600_000;
    /** A generated secret has 256 bits of its own, in 43 characters; stretching it would only cost time at start. */
    private static final int LONG_ENOUGH = 43;

    private static final String DATA_KEY = "data-key";

    private final Path file;
    private final ObjectNode content;
    private final byte[] dataKey;
    private final SecretBox box;

    private KeyStoreFile(Path file, ObjectNode content, byte[] dataKey) {
        this.file = file;
        this.content = content;
        this.dataKey = dataKey;
        this.box = SecretBox.of(dataKey);
    }

    static KeyStoreFile open(Path folder, Optional<Passphrase> passphrase) {
        Path file = folder.resolve("keyring.json");
        Path generated = folder.resolve("secret");
        if (!Files.exists(file)) {
            return create(file, passphrase.orElseGet(() -> generate(generated)));
        }
        Passphrase used = passphrase.orElseGet(() -> existing(generated));
        try {
            ObjectNode content = StrictJson.object(PrivateFiles.read(file));
            JsonNode kdf = content.path("kdf");
            SecretBox outer = SecretBox.derived(
                    used.text(),
                    Base64.getDecoder().decode(kdf.path("salt").asString("")),
                    kdf.path("iterations").asInt(ITERATIONS));
            return new KeyStoreFile(
                    file,
                    content,
                    outer.unseal(DATA_KEY, content.path("dataKey").asString("")));
        } catch (TrustException | IllegalStateException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + " cannot be opened with "
                            + (passphrase.isPresent() ? "the configured passphrase" : "the secret beside it") + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static KeyStoreFile create(Path file, Passphrase passphrase) {
        KeyStoreFile made = new KeyStoreFile(file, StrictJson.object().put("version", 1), SecretBox.random(32));
        made.content.putArray("keys");
        made.wrap(passphrase);
        return made;
    }

    private static Passphrase generate(Path file) {
        String text = StrictJson.encode(SecretBox.random(32));
        PrivateFiles.write(file, text);
        LOG.warn(
                "The node's keys are encrypted under a secret that was generated beside them ({}). Keep it out of"
                        + " backups, or better move it elsewhere: docs/keys.md",
                file);
        return new Passphrase(text);
    }

    private static Passphrase existing(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException("The keys are encrypted, and there is neither a passphrase in the"
                    + " configuration (keys.passphrase-file or TWINTOWN_KEYS_PASSPHRASE) nor the file " + file);
        }
        return new Passphrase(PrivateFiles.read(file));
    }

    SecretBox box() {
        return box;
    }

    /** Seals the data key under another passphrase, and removes the generated secret that was used before. */
    void rewrap(Passphrase next) {
        wrap(next);
        PrivateFiles.delete(file.resolveSibling("secret"));
    }

    private void wrap(Passphrase passphrase) {
        byte[] salt = SecretBox.random(16);
        int iterations = passphrase.text().length() < LONG_ENOUGH ? ITERATIONS : 1;
        content.putObject("kdf")
                .put("name", "PBKDF2WithHmacSHA256")
                .put("salt", Base64.getEncoder().encodeToString(salt))
                .put("iterations", iterations);
        SecretBox outer = SecretBox.derived(passphrase.text(), salt, iterations);
        content.put("dataKey", outer.seal(DATA_KEY, dataKey));
        save();
    }

    /** The keys that lie here; those outside are added by the ring. */
    List<SigningKey> read() {
        List<SigningKey> keys = new ArrayList<>();
        for (JsonNode entry : content.path("keys")) {
            KeyPurpose purpose = KeyPurpose.ofLabel(entry.path("purpose").asString(""))
                    .orElseThrow(() -> new IllegalStateException(file + " names a purpose that is not known"));
            String kid = entry.path("kid").asString("");
            PublicKey publicKey = VerificationKey.ofJwk(kid, entry.path("jwk")).key();
            KeyDates dates = new KeyDates(
                    Instant.parse(entry.path("created").asString("")),
                    instant(entry, "retired"),
                    instant(entry, "verifiableUntil"));
            keys.add(
                    entry.has("sealed")
                            ? SigningKey.of(purpose, new KeyPair(publicKey, unseal(purpose, kid, entry)), dates)
                            : SigningKey.remote(purpose, publicKey, absent(purpose), dates));
        }
        return keys;
    }

    void write(List<SigningKey> keys) {
        ArrayNode entries = StrictJson.MAPPER.createArrayNode();
        for (SigningKey key : keys) {
            ObjectNode entry = entries.addObject()
                    .put("purpose", key.purpose().label())
                    .put("kid", key.kid())
                    .put("created", key.createdAt().toString());
            key.retiredAt().ifPresent(at -> entry.put("retired", at.toString()));
            key.verifiableUntil().ifPresent(at -> entry.put("verifiableUntil", at.toString()));
            entry.set("jwk", key.publicJwk());
            key.encoded().ifPresent(secret -> entry.put("sealed", box.seal(context(key.purpose(), key.kid()), secret)));
        }
        content.set("keys", entries);
        save();
    }

    private void save() {
        PrivateFiles.write(file, content.toPrettyString());
    }

    private PrivateKey unseal(KeyPurpose purpose, String kid, JsonNode entry) {
        byte[] secret = box.unseal(context(purpose, kid), entry.path("sealed").asString(""));
        try {
            String kty = entry.path("jwk").path("kty").asString("");
            return KeyFactory.getInstance(kty.equals("OKP") ? "Ed25519" : kty)
                    .generatePrivate(new PKCS8EncodedKeySpec(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key " + kid + " in " + file + " cannot be used", e);
        }
    }

    private static SigningKey.Signer absent(KeyPurpose purpose) {
        return (data, der) -> {
            throw new IllegalStateException(
                    "The key for " + purpose.label() + " lies outside, and the configuration does not say where");
        };
    }

    private static String context(KeyPurpose purpose, String kid) {
        return "key:" + purpose.label() + ":" + kid;
    }

    private static Optional<Instant> instant(JsonNode entry, String name) {
        return entry.has(name) ? Optional.of(Instant.parse(entry.get(name).asString(""))) : Optional.empty();
    }
}
