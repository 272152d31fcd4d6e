package eu.twintown.node.trust.key;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.key.ExternalKey.Transit;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The transit engine of HashiCorp Vault or OpenBao over its HTTP API: reads the public key of the latest version and asks
 * for signatures.
 */
final class TransitEngine {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Set<String> TYPES = Set.of("ecdsa-p256", "ecdsa-p384", "ed25519", "rsa-2048", "rsa-4096");
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Transit where;
    private final OutgoingClient outgoing;

    TransitEngine(Transit where, OutgoingClient outgoing) {
        this.where = where;
        this.outgoing = outgoing;
    }

    SigningKey key(KeyPurpose purpose, KeyDates dates) {
        JsonNode data = call("GET", "keys/" + where.key(), new byte[0]).path("data");
        String type = data.path("type").asString("");
        if (!TYPES.contains(type)) {
            throw new IllegalStateException(
                    "The key " + where.key() + " in " + where.url() + " is of type '" + type + "'; taken are " + TYPES);
        }
        int version = data.path("latest_version").asInt(1);
        String text = data.path("keys")
                .path(Integer.toString(version))
                .path("public_key")
                .asString("");
        return SigningKey.remote(
                purpose, publicKey(type, text), (message, der) -> sign(type, version, message, der), dates);
    }

    private byte[] sign(String type, int version, byte[] message, boolean der) {
        ObjectNode request = StrictJson.object()
                .put("input", Base64.getEncoder().encodeToString(message))
                .put("key_version", version);
        if (type.startsWith("ecdsa")) {
            request.put("marshaling_algorithm", der ? "asn1" : "jws");
        } else if (type.startsWith("rsa")) {
            request.put("signature_algorithm", "pkcs1v15");
        }
        String hash = type.equals("ecdsa-p384") ? "/sha2-384" : "/sha2-256";
        String path = "sign/" + where.key() + (type.equals("ed25519") ? "" : hash);
        String signature = call("POST", path, StrictJson.bytes(request))
                .path("data")
                .path("signature")
                .asString("");
        String[] parts = signature.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalStateException(where.url() + " gave no signature in the form vault:v1:...");
        }
        boolean url = type.startsWith("ecdsa") && !der;
        return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(parts[2]);
    }

    private ObjectNode call(String method, String path, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Vault-Token", where.token().text());
        headers.put("Accept", "application/json");
        where.namespace().ifPresent(namespace -> headers.put("X-Vault-Namespace", namespace));
        if (body.length > 0) {
            headers.put("Content-Type", "application/json");
        }
        URI uri = URI.create(where.url().toString().replaceAll("/+$", "") + "/v1/" + where.mount() + "/" + path);
        try {
            OutgoingClient.Response response =
                    outgoing.send(new OutgoingClient.Request(method, uri, headers, body, PATIENCE));
            if (response.status() != 200) {
                throw new IllegalStateException(
                        "The key service " + uri + " answered " + response.status() + " instead of 200");
            }
            return StrictJson.object(response.body());
        } catch (OutgoingException | TrustException e) {
            throw new IllegalStateException("The key service " + uri + " cannot be used: " + e.getMessage(), e);
        }
    }

    private PublicKey publicKey(String type, String text) {
        try {
            if (type.equals("ed25519")) {
                byte[] point = Base64.getDecoder().decode(text);
                byte[] der = java.util.Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + point.length);
                System.arraycopy(point, 0, der, ED25519_PREFIX.length, point.length);
                return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
            }
            byte[] der = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance(type.startsWith("rsa") ? "RSA" : "EC")
                    .generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The public key of " + where.key() + " in " + where.url() + " cannot be read", e);
        }
    }
}
