package eu.twintown.node.trust.key;

import eu.twintown.node.trust.jose.KeyAlgorithm;
import eu.twintown.node.trust.jose.PublicJwk;
import eu.twintown.node.trust.jose.Signatures;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A key of the node that signs. The private part may be elsewhere (a hardware module, a key service); it is never part
 * of a message, a log line or {@code toString}.
 */
public final class SigningKey {

    /** Makes a signature over data: in JOSE form, or where {@code der}, ECDSA as a DER sequence. */
    @FunctionalInterface
    interface Signer {
        byte[] sign(byte[] data, boolean der);
    }

    private final KeyPurpose purpose;
    private final PublicKey publicKey;
    private final VerificationKey verification;
    private final KeyAlgorithm algorithm;
    private final Signer signer;
    private final Optional<PrivateKey> privateKey;
    private final boolean kept;
    private final KeyDates dates;

    private SigningKey(
            KeyPurpose purpose,
            PublicKey publicKey,
            Signer signer,
            Optional<PrivateKey> privateKey,
            boolean kept,
            KeyDates dates) {
        this.purpose = purpose;
        this.publicKey = publicKey;
        this.algorithm = PublicJwk.algorithm(publicKey);
        this.verification = VerificationKey.ofJwk("", PublicJwk.of(publicKey));
        this.signer = signer;
        this.privateKey = privateKey;
        this.kept = kept;
        this.dates = dates;
    }

    static SigningKey of(KeyPurpose purpose, KeyPair pair, KeyDates dates) {
        return of(purpose, pair, true, dates);
    }

    /** A key of a file or module that is not the node's own: usable, but never written into the key ring. */
    static SigningKey elsewhere(KeyPurpose purpose, KeyPair pair, KeyDates dates) {
        return of(purpose, pair, false, dates);
    }

    private static SigningKey of(KeyPurpose purpose, KeyPair pair, boolean kept, KeyDates dates) {
        KeyAlgorithm algorithm = PublicJwk.algorithm(pair.getPublic());
        PrivateKey secret = pair.getPrivate();
        return new SigningKey(
                purpose,
                pair.getPublic(),
                (data, der) ->
                        der ? Signatures.signDer(algorithm, secret, data) : Signatures.sign(algorithm, secret, data),
                Optional.of(secret),
                kept,
                dates);
    }

    /** A key whose private part stays where it is. */
    static SigningKey remote(KeyPurpose purpose, PublicKey publicKey, Signer signer, KeyDates dates) {
        return new SigningKey(purpose, publicKey, signer, Optional.empty(), false, dates);
    }

    /** A fresh key that is kept nowhere. */
    public static SigningKey ephemeral(KeyAlgorithm algorithm) {
        return of(KeyPurpose.NODE, generate(algorithm), KeyDates.from(Instant.EPOCH));
    }

    static KeyPair generate(KeyAlgorithm algorithm) {
        try {
            KeyPairGenerator generator =
                    switch (algorithm) {
                        case ES256, ES384 -> KeyPairGenerator.getInstance("EC");
                        case EDDSA -> KeyPairGenerator.getInstance("Ed25519");
                        case RS256, PS256 -> KeyPairGenerator.getInstance("RSA");
                    };
            switch (algorithm) {
                case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case ES384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
                case RS256, PS256 -> generator.initialize(2048);
                case EDDSA -> {}
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SigningKey withDates(KeyDates changed) {
        return new SigningKey(purpose, publicKey, signer, privateKey, kept, changed);
    }

    /** The RFC 7638 thumbprint of the public key, which is the key's id. */
    public String kid() {
        return verification.thumbprint();
    }

    public KeyPurpose purpose() {
        return purpose;
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** For verifying what this key signed, under a name of the caller's choice. */
    public VerificationKey verificationKey(String id) {
        return new VerificationKey(id, publicKey, Set.of(algorithm), kid());
    }

    public Instant createdAt() {
        return dates.created();
    }

    /** When another key took its place; empty while it is active. */
    public Optional<Instant> retiredAt() {
        return dates.retired();
    }

    /** Until when a retired key is published, so that what it signed can still be verified. */
    public Optional<Instant> verifiableUntil() {
        return dates.verifiableUntil();
    }

    /** The private key as it is written down; empty where it is not this node that keeps it. */
    Optional<byte[]> encoded() {
        return kept ? privateKey.map(PrivateKey::getEncoded) : Optional.empty();
    }

    KeyDates dates() {
        return dates;
    }

    /** The public key as JWK with kid, alg and use. */
    public ObjectNode publicJwk() {
        return PublicJwk.of(publicKey)
                .put("kid", kid())
                .put("alg", algorithm.jose())
                .put("use", "sig");
    }

    /** Signs claims as a compact JWS; {@code alg} is the key's, {@code kid} its thumbprint where the header has none. */
    public String sign(ObjectNode header, JsonNode claims) {
        ObjectNode whole = StrictJson.object().put("alg", algorithm.jose());
        if (!header.has("kid") && !header.has("jwk") && !header.has("x5c")) {
            whole.put("kid", kid());
        }
        header.properties().forEach(member -> {
            if (!member.getKey().equals("alg")) {
                whole.set(member.getKey(), member.getValue());
            }
        });
        String input = StrictJson.encode(StrictJson.bytes(whole)) + "." + StrictJson.encode(StrictJson.bytes(claims));
        return input + "." + StrictJson.encode(signature(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The signature in JOSE form: ECDSA as r and s side by side. */
    public byte[] signature(byte[] data) {
        return signer.sign(data, false);
    }

    /** The signature as X.509 has it: ECDSA as a DER sequence. */
    public byte[] derSignature(byte[] data) {
        return signer.sign(data, true);
    }

    /**
     * The private key, for TLS and certificate requests.
     *
     * @throws IllegalStateException where it stays in a key service
     */
    public PrivateKey privateKey() {
        return privateKey.orElseThrow(() -> new IllegalStateException("The private key of " + purpose.label()
                + " stays in its key service; TLS and certificate requests need one in a file or a PKCS#11 module"));
    }

    @Override
    public String toString() {
        return purpose.label() + " key " + kid();
    }
}
