package eu.twintown.node.trust.issuance;

import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.status.StatusLists.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The record of a credential that this node issued.
 *
 * @param text the credential itself
 * @param place where it stands in the status lists; empty where it cannot be revoked
 * @param changedAt when its state changed last
 * @param reason why
 */
public record IssuedCredential(
        String id,
        CredentialFormat format,
        List<String> types,
        String subject,
        Instant issuedAt,
        Instant validUntil,
        String text,
        Optional<Place> place,
        State state,
        Instant changedAt,
        String reason) {

    /** What the issuer says of it, whatever the date. */
    public enum State {
        ISSUED,
        SUSPENDED,
        REVOKED
    }

    IssuedCredential with(State changed, Instant at, String why) {
        return new IssuedCredential(id, format, types, subject, issuedAt, validUntil, text, place, changed, at, why);
    }

    /** For the management API; without the credential itself. */
    public ObjectNode summary() {
        ObjectNode json = StrictJson.object()
                .put("id", id)
                .put("format", format.label())
                .put("subject", subject)
                .put("issuedAt", issuedAt.toString())
                .put("validUntil", validUntil.toString())
                .put("state", state.name())
                .put("changedAt", changedAt.toString())
                .put("reason", reason);
        types.forEach(json.putArray("types")::add);
        return json;
    }

    ObjectNode json() {
        ObjectNode json = summary().put("text", text);
        place.ifPresent(at -> json.put("list", at.list()).put("index", at.index()));
        return json;
    }

    static IssuedCredential read(String text) {
        ObjectNode json = StrictJson.object(text);
        return new IssuedCredential(
                json.path("id").asString(""),
                CredentialFormat.ofLabel(json.path("format").asString("")).orElseThrow(),
                json.path("types").values().stream()
                        .map(type -> type.asString(""))
                        .toList(),
                json.path("subject").asString(""),
                Instant.parse(json.path("issuedAt").asString("")),
                Instant.parse(json.path("validUntil").asString("")),
                json.path("text").asString(""),
                json.has("list")
                        ? Optional.of(new Place(
                                json.path("list").asInt(), json.path("index").asInt()))
                        : Optional.empty(),
                State.valueOf(json.path("state").asString("")),
                Instant.parse(json.path("changedAt").asString("")),
                json.path("reason").asString(""));
    }
}
