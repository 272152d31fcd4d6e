package eu.twintown.node.trust.credential;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectDecoder;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An SD-JWT credential (RFC 9901 and SD-JWT VC), read without verifying its signature: the issuer's token, the
 * disclosures that go with it, and the holder's key-binding token where there is one.
 *
 * @param issuerJws what the issuer signed
 * @param keyBinding what the holder signed
 * @param signedPart everything before the key binding, which its {@code sd_hash} covers
 */
record SdJwt(Jws issuerJws, Credential credential, Optional<Jws> keyBinding, String signedPart) {

    /** Claims that must not be hidden (SD-JWT VC, section on registered claims). */
    private static final Set<String> NEVER_HIDDEN =
            Set.of("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status", "_sd", "...");

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final int MOST = 200;

    static SdJwt parse(String text) {
        SDJWT parts = split(text);
        Jws jws = Jws.parse(parts.getCredentialJwt());
        List<Disclosure> disclosures = parts.getDisclosures();
        checkDisclosures(jws.claims(), disclosures);
        Map<String, Object> decoded =
                new SDObjectDecoder().decode(StrictJson.MAPPER.convertValue(jws.claims(), MAP), disclosures);
        ObjectNode claims = StrictJson.MAPPER.convertValue(decoded, ObjectNode.class);
        claims.remove("_sd_alg");
        JwtClaims registered = new JwtClaims(claims);
        String vct = registered.text("vct");
        Credential credential = new Credential(
                CredentialFormat.SD_JWT,
                text,
                registered.optionalText("jti").orElse(""),
                registered.text("iss"),
                List.of(vct),
                registered.optionalText("sub").orElse(""),
                claims,
                registered.date("nbf").or(() -> registered.date("iat")).orElse(Instant.EPOCH),
                registered.date("exp"),
                status(claims),
                claims);
        return new SdJwt(
                jws,
                credential,
                Optional.ofNullable(parts.getBindingJwt()).map(Jws::parse),
                text.substring(0, text.lastIndexOf('~') + 1));
    }

    /** The holder's key; empty where the credential is bound to none. */
    Optional<JsonNode> holderKey() {
        JsonNode jwk = credential.json().path("cnf").path("jwk");
        return jwk.isObject() ? Optional.of(jwk) : Optional.empty();
    }

    private static SDJWT split(String text) {
        try {
            SDJWT parts = SDJWT.parse(text);
            if (parts != null) {
                return parts;
            }
        } catch (RuntimeException e) {
            throw fault("it cannot be taken apart: " + e.getMessage());
        }
        throw fault("it cannot be taken apart");
    }

    /** RFC 9901, section 7.1: each digest once, each disclosure wanted, nothing overwritten. */
    private static void checkDisclosures(ObjectNode payload, List<Disclosure> disclosures) {
        if (!payload.path("_sd_alg").asString("sha-256").equals("sha-256")) {
            throw fault("its hash algorithm is " + payload.path("_sd_alg") + " instead of sha-256");
        }
        if (disclosures.size() > MOST) {
            throw fault("it has more than " + MOST + " disclosures");
        }
        Set<String> digests = new HashSet<>();
        collect(payload, digests);
        for (Disclosure disclosure : disclosures) {
            // Read again with the strict reader: the library takes a member that stands there twice.
            String json = disclosure.getJson();
            collect(StrictJson.object("{\"d\":" + json + "}"), digests);
        }
        Set<String> used = new HashSet<>();
        for (Disclosure disclosure : disclosures) {
            String digest = disclosure.digest();
            if (!digests.contains(digest) || !used.add(digest)) {
                throw fault("a disclosure is not one that the issuer signed, or stands there twice");
            }
            String name = disclosure.getClaimName();
            if (name != null && NEVER_HIDDEN.contains(name)) {
                throw fault("the claim " + name + " must not be disclosed separately");
            }
            if (name != null && payload.has(name)) {
                throw fault("the disclosed claim " + name + " stands there already");
            }
        }
    }

    private static void collect(JsonNode node, Set<String> digests) {
        node.path("_sd").values().forEach(digest -> add(digest, digests));
        if (node.path("...").isString()) {
            add(node.path("..."), digests);
        }
        node.values().forEach(child -> collect(child, digests));
    }

    private static void add(JsonNode digest, Set<String> digests) {
        if (!digests.add(digest.asString(""))) {
            throw fault("a digest stands there twice");
        }
    }

    private static List<StatusEntry> status(ObjectNode claims) {
        JsonNode status = claims.path("status");
        if (status.isMissingNode()) {
            return List.of();
        }
        JsonNode list = status.path("status_list");
        try {
            URI uri = URI.create(list.path("uri").asString(""));
            if (list.path("idx").isIntegralNumber() && list.path("idx").asLong() >= 0 && uri.isAbsolute()) {
                return List.of(new StatusEntry(
                        StatusEntry.TOKEN, "revocation", list.path("idx").asLong(), uri));
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw fault("its status must be a status_list with idx and uri");
    }

    private static TrustException fault(String why) {
        return new TrustException("form", "The SD-JWT is not as it must be", "The SD-JWT is not valid: " + why);
    }
}
