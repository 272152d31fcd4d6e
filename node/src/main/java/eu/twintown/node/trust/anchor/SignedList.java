package eu.twintown.node.trust.anchor;

import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The node's own list of trust anchors with its history, signed. */
final class SignedList {
    /** The {@code typ} of its header. */
    static final String TYPE = "trust-anchors+jwt";

    private static final Duration LIFE = Duration.ofDays(7);
    private static final Duration RENEWED_AFTER = Duration.ofHours(1);

    private final TrustAnchors anchors;
    private final NodeDid node;
    private final InstantSource clock;
    private Signed made = new Signed("", -1, "", Instant.EPOCH);

    private record Signed(String text, long version, String kid, Instant at) {}

    SignedList(TrustAnchors anchors, NodeDid node, InstantSource clock) {
        this.anchors = anchors;
        this.node = node;
        this.clock = clock;
    }

    /** As compact JWS; signed anew where the list, the key or the hour has changed. */
    synchronized String text() {
        Instant now = clock.instant();
        long version = anchors.version();
        boolean good = made.version() == version
                && made.kid().equals(node.key().kid())
                && now.isBefore(made.at().plus(RENEWED_AFTER));
        if (!good) {
            made = new Signed(sign(version, now), version, node.key().kid(), now);
        }
        return made.text();
    }

    private String sign(long version, Instant now) {
        ObjectNode claims = StrictJson.object()
                .put("iss", node.did().value())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFE).getEpochSecond())
                .put("version", version);
        ArrayNode list = claims.putArray("anchors");
        anchors.own().forEach(anchor -> list.add(anchor.json()));
        ArrayNode history = claims.putArray("history");
        anchors.history().forEach(change -> {
            change.remove("body");
            history.add(change);
        });
        return node.key().sign(StrictJson.object().put("typ", TYPE).put("kid", node.keyId()), claims);
    }
}
