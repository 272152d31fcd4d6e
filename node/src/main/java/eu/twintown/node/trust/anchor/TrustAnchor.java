package eu.twintown.node.trust.anchor;

import eu.twintown.node.trust.jose.StrictJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An issuer, and what it may issue.
 *
 * @param types types of credentials; {@code *} = any
 * @param source where that stands: {@code this node}, {@code configuration}, or the address of a list
 */
public record TrustAnchor(
        String did,
        String name,
        List<String> types,
        Instant since,
        Optional<Instant> until,
        Optional<Revocation> revoked,
        String source) {

    /** Any type. */
    public static final String ANY = "*";

    /** The end of trust, for good or until it is given anew. */
    public record Revocation(Instant at, String reason, String by) {}

    public TrustAnchor {
        types = List.copyOf(types);
    }

    /** Whether it may issue credentials that have all these types. */
    public boolean covers(List<String> wanted, Instant at) {
        return isActive(at) && (types.contains(ANY) || !wanted.isEmpty() && types.containsAll(wanted));
    }

    public boolean isActive(Instant at) {
        return revoked.isEmpty()
                && !at.isBefore(since)
                && until.map(at::isBefore).orElse(true);
    }

    TrustAnchor from(String origin) {
        return new TrustAnchor(did, name, types, since, until, revoked, origin);
    }

    TrustAnchor revoke(Revocation end) {
        return new TrustAnchor(did, name, types, since, until, Optional.of(end), source);
    }

    /** As in the signed list and the management API. */
    public ObjectNode json() {
        ObjectNode json = StrictJson.object().put("did", did).put("name", name);
        types.forEach(json.putArray("types")::add);
        json.put("since", since.toString());
        until.ifPresent(end -> json.put("until", end.toString()));
        revoked.ifPresent(end -> json.putObject("revoked")
                .put("at", end.at().toString())
                .put("reason", end.reason())
                .put("by", end.by()));
        return json.put("source", source);
    }

    static TrustAnchor read(JsonNode json, String source) {
        JsonNode end = json.path("revoked");
        return new TrustAnchor(
                json.path("did").asString(""),
                json.path("name").asString(""),
                json.path("types").values().stream()
                        .map(type -> type.asString(""))
                        .toList(),
                Instant.parse(json.path("since").asString("")),
                json.has("until") ? Optional.of(Instant.parse(json.path("until").asString(""))) : Optional.empty(),
                end.isObject()
                        ? Optional.of(new Revocation(
                                Instant.parse(end.path("at").asString("")),
                                end.path("reason").asString(""),
                                end.path("by").asString("")))
                        : Optional.empty(),
                source);
    }
}
