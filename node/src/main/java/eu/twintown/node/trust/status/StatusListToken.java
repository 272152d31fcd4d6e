package eu.twintown.node.trust.status;

import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.key.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signs status lists, and signs again only where a list, the key or the hour has changed. Not safe for threads by itself.
 */
final class StatusListToken {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final Duration RENEWED_AFTER = Duration.ofHours(1);
    /** How long others may keep a list, and so how long a revocation may take to be seen. */
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

    private final NodeDid node;
    private final InstantSource clock;
    private final Map<String, Signed> made = new HashMap<>();

    private record Signed(String text, StatusBits one, StatusBits two, String kid, Instant at) {}

    StatusListToken(NodeDid node, InstantSource clock) {
        this.node = node;
        this.clock = clock;
    }

    /** A list as credential, of the kind {@code bitstring} or {@code 2021}. */
    String credential(String address, String kind, String purpose, StatusBits bits) {
        return cached(address, bits, bits, now -> {
            boolean two = kind.equals("bitstring");
            ObjectNode list = StrictJson.object()
                    .put("id", address + "#list")
                    .put("type", two ? "BitstringStatusList" : "StatusList2021")
                    .put("statusPurpose", purpose)
                    .put("encodedList", (two ? "u" : "") + bits.gzip());
            ObjectNode credential = StrictJson.object();
            ArrayNode context = credential.putArray("@context");
            if (two) {
                list.put("ttl", TIME_TO_LIVE.toMillis());
                context.add("https://www.w3.org/ns/credentials/v2");
            } else {
                context.add("https://www.w3.org/2018/credentials/v1").add("https://w3id.org/vc/status-list/2021/v1");
            }
            credential.put("id", address).put("issuer", node.did().value());
            credential
                    .putArray("type")
                    .add("VerifiableCredential")
                    .add(two ? "BitstringStatusListCredential" : "StatusList2021Credential");
            credential.put(two ? "validFrom" : "issuanceDate", now.toString());
            credential.put(two ? "validUntil" : "expirationDate", now.plus(LIFE).toString());
            credential.set("credentialSubject", list);
            return sign(two ? "vc+jwt" : "JWT", two ? credential : wrapped(address, credential, now));
        });
    }

    private ObjectNode wrapped(String address, ObjectNode credential, Instant now) {
        ObjectNode claims = StrictJson.object()
                .put("iss", node.did().value())
                .put("jti", address)
                .put("nbf", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond());
        claims.set("vc", credential);
        return claims;
    }

    /** A list as token: 0 valid, 1 revoked, 2 suspended. */
    String token(String address, StatusBits revoked, StatusBits suspended) {
        return cached(address, revoked, suspended, now -> {
            StatusBits tokens = StatusBits.emptyTokens();
            for (int i = 0; i < StatusBits.LEAST; i++) {
                int value = revoked.get(i) == 1 ? 1 : suspended.get(i) == 1 ? 2 : 0;
                if (value > 0) {
                    tokens.set(i, value);
                }
            }
            ObjectNode claims = StrictJson.object()
                    .put("iss", node.did().value())
                    .put("sub", address)
                    .put("iat", now.getEpochSecond())
                    .put("exp", now.plus(LIFE).getEpochSecond())
                    .put("ttl", TIME_TO_LIVE.toSeconds());
            claims.putObject("status_list").put("bits", 2).put("lst", tokens.deflate());
            return sign("statuslist+jwt", claims);
        });
    }

    private String sign(String type, ObjectNode claims) {
        return node.key().sign(StrictJson.object().put("typ", type).put("kid", node.keyId()), claims);
    }

    private String cached(String address, StatusBits one, StatusBits two, Function<Instant, String> signing) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        SigningKey key = node.key();
        Signed before = made.get(address);
        if (before != null
                && before.one().equals(one)
                && before.two().equals(two)
                && before.kid().equals(key.kid())
                && now.isBefore(before.at().plus(RENEWED_AFTER))) {
            return before.text();
        }
        Signed fresh = new Signed(signing.apply(now), one, two, key.kid(), now);
        made.put(address, fresh);
        return fresh.text();
    }
}
