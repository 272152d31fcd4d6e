package eu.twintown.node.trust.holding;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDJWT;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes presentations. */
public final class Presentations {
    private static final String CONTEXT_2 = "https://www.w3.org/ns/credentials/v2";
    private static final String CONTEXT_1 = "https://www.w3.org/2018/credentials/v1";

    private Presentations() {}

    /**
     * Who presents, to whom, and for how long it counts.
     *
     * @param keyId DID URL of the key, as the holder's DID document has it
     */
    public record Occasion(
            String holder, SigningKey key, String keyId, String audience, Optional<String> nonce, Duration life) {}

    /** A presentation as JWT, of data model 2.0 or 1.1. */
    public static String vp(Occasion occasion, List<Credential> credentials, CredentialFormat model, Instant now) {
        boolean two = model == CredentialFormat.VC20_JWT;
        ObjectNode claims = StrictJson.object()
                .put("iss", occasion.holder())
                .put("sub", occasion.holder())
                .put("aud", occasion.audience())
                .put("jti", "urn:uuid:" + UUID.randomUUID())
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(occasion.life()).getEpochSecond());
        occasion.nonce().ifPresent(nonce -> claims.put("nonce", nonce));
        ObjectNode presentation = two ? claims : claims.putObject("vp");
        presentation.putArray("@context").add(two ? CONTEXT_2 : CONTEXT_1);
        presentation.putArray("type").add("VerifiablePresentation");
        presentation.put("holder", occasion.holder());
        ArrayNode inside = presentation.putArray("verifiableCredential");
        for (Credential credential : credentials) {
            if (two) {
                String form = credential.format() == CredentialFormat.SD_JWT ? "dc+sd-jwt" : "vc+jwt";
                inside.addObject()
                        .put("@context", CONTEXT_2)
                        .put("id", "data:application/" + form + "," + credential.text())
                        .put("type", "EnvelopedVerifiableCredential");
            } else {
                inside.add(credential.text());
            }
        }
        ObjectNode header =
                StrictJson.object().put("typ", two ? "vp+jwt" : "JWT").put("kid", occasion.keyId());
        return occasion.key().sign(header, claims);
    }

    /**
     * Presents an SD-JWT with some of its claims and the holder's key binding.
     *
     * @param disclose names of the claims to show; what it nests comes along
     */
    public static String sdJwt(
            Credential credential,
            Set<String> disclose,
            SigningKey holderKey,
            String audience,
            String nonce,
            Instant now) {
        SDJWT whole = SDJWT.parse(credential.text());
        List<Disclosure> shown = whole.getDisclosures().stream()
                .filter(one -> one.getClaimName() == null || disclose.contains(one.getClaimName()))
                .toList();
        String signedPart = new SDJWT(whole.getCredentialJwt(), shown).toString();
        ObjectNode claims = StrictJson.object()
                .put("iat", now.getEpochSecond())
                .put("aud", audience)
                .put("nonce", nonce)
                .put("sd_hash", hash(signedPart));
        return signedPart + holderKey.sign(StrictJson.object().put("typ", "kb+jwt"), claims);
    }

    private static String hash(String text) {
        try {
            return StrictJson.encode(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
