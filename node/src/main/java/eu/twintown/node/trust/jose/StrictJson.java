package eu.twintown.node.trust.jose;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON of proofs from outside: a member that stands there twice, deep nesting or anything after the end is refused, since
 * two readers could understand such a document in two ways.
 */
public final class StrictJson {

    /** For making and writing documents. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNameLength(1_000)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
    private static final Base64.Encoder BASE64_OUT = Base64.getUrlEncoder().withoutPadding();

    private StrictJson() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Reads one JSON object.
     *
     * @throws TrustException where it is none
     */
    public static ObjectNode object(byte[] utf8) {
        try {
            if (MAPPER.readTree(utf8) instanceof ObjectNode object) {
                return object;
            }
            throw malformed("it is no JSON object");
        } catch (JacksonException e) {
            throw malformed(e.getOriginalMessage());
        }
    }

    public static ObjectNode object(String text) {
        return object(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] bytes(JsonNode json) {
        return MAPPER.writeValueAsBytes(json);
    }

    /**
     * Reads base64url without padding.
     *
     * @throws TrustException where it is none
     */
    public static byte[] decode(String base64url) {
        if (base64url.indexOf('=') >= 0) {
            throw malformed("base64url has no padding there");
        }
        try {
            return BASE64.decode(base64url);
        } catch (IllegalArgumentException e) {
            throw malformed("a part is no base64url");
        }
    }

    public static String encode(byte[] bytes) {
        return BASE64_OUT.encodeToString(bytes);
    }

    private static TrustException malformed(String why) {
        return new TrustException("form", "The proof cannot be read", "The document cannot be read: " + why);
    }
}
