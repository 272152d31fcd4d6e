package eu.twintown.node.trust.jose;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Web Signature in compact form whose payload is a JSON object (RFC 7515, RFC 7519). Reading one verifies nothing
 * yet; the algorithm is never taken from the header alone, the key decides which ones it may be used with (RFC 8725).
 */
public final class Jws {

    /** Longest text that is read; a presentation with several credentials has some ten thousand characters. */
    public static final int LONGEST = 256 * 1024;

    private final String text;
    private final ObjectNode header;
    private final byte[] payload;
    private final ObjectNode claims;
    private final byte[] signature;

    private Jws(String text, ObjectNode header, byte[] payload, byte[] signature) {
        this.text = text;
        this.header = header;
        this.payload = payload;
        this.claims = StrictJson.object(payload);
        this.signature = signature;
    }

    /**
     * Reads without verifying.
     *
     * @throws TrustException where the form is wrong, it is too long, unsigned, or demands an extension ({@code crit})
     */
    public static Jws parse(String compact) {
        if (compact.length() > LONGEST) {
            throw new TrustException(
                    "size",
                    "The proof is too large",
                    "The token has " + compact.length() + " characters; at most " + LONGEST + " are read");
        }
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3) {
            throw malformed("it has " + parts.length + " parts instead of three");
        }
        ObjectNode header = StrictJson.object(StrictJson.decode(parts[0]));
        if (header.has("crit") || header.has("b64")) {
            throw malformed("its header demands extensions (crit)");
        }
        JsonNode alg = header.path("alg");
        if (!alg.isString() || KeyAlgorithm.ofJose(alg.asString()).isEmpty()) {
            throw new TrustException(
                    "algorithm",
                    "The signature algorithm is not accepted",
                    "The header's alg is " + alg + "; accepted: ES256, ES384, EdDSA, RS256, PS256");
        }
        return new Jws(compact, header, StrictJson.decode(parts[1]), StrictJson.decode(parts[2]));
    }

    public ObjectNode header() {
        return header;
    }

    public ObjectNode claims() {
        return claims;
    }

    /** The payload's bytes, as they were signed. */
    public byte[] payload() {
        return payload.clone();
    }

    /** The whole token as it came. */
    public String text() {
        return text;
    }

    /** The key's name in the header; empty where there is none. */
    public String kid() {
        JsonNode kid = header.path("kid");
        return kid.isString() ? kid.asString() : "";
    }

    /** The type in the header in small letters, without {@code application/}; empty where there is none. */
    public String type() {
        JsonNode typ = header.path("typ");
        String type = typ.isString() ? typ.asString().toLowerCase(java.util.Locale.ROOT) : "";
        return type.startsWith("application/") ? type.substring("application/".length()) : type;
    }

    public KeyAlgorithm algorithm() {
        return KeyAlgorithm.ofJose(header.path("alg").asString("")).orElseThrow();
    }

    /**
     * Verifies the signature.
     *
     * @throws TrustException where the key is not for the header's algorithm, or the signature is not its
     */
    public void verify(VerificationKey key) {
        if (!key.algorithms().contains(algorithm())) {
            throw new TrustException(
                    "algorithm",
                    "The signature algorithm does not go with the key",
                    "The header says " + algorithm().jose() + ", but the key " + key.id() + " is for "
                            + key.algorithms());
        }
        byte[] input = text.substring(0, text.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        if (!Signatures.verify(algorithm(), key.key(), input, signature)) {
            throw new TrustException(
                    "signature", "The signature is not valid", "The signature is not one of the key " + key.id());
        }
    }

    private static TrustException malformed(String why) {
        return new TrustException("form", "The proof cannot be read", "The token is no compact JWS: " + why);
    }
}
