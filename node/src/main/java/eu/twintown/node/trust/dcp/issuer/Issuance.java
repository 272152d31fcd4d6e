package eu.twintown.node.trust.dcp.issuer;

import eu.twintown.node.trust.dcp.Retry;
import eu.twintown.node.trust.jose.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for credentials that a holder made of this node.
 *
 * @param id the issuerPid
 * @param holder DID of the holder
 * @param wanted ids of what it asks for
 * @param sealedToken the holder's access token, encrypted; empty where it gave none
 * @param reason why it was rejected or could not be delivered; empty where all is well
 * @param issued what was issued and waits for delivery: the offered id and the credential, in turn
 * @param delivered whether the holder has the answer
 */
record Issuance(
        String id,
        String holder,
        String holderPid,
        List<String> wanted,
        String sealedToken,
        State state,
        String reason,
        List<String> issued,
        boolean delivered,
        Retry retry) {

    /** As CredentialStatus has them (DCP 1.0.1). */
    enum State {
        RECEIVED,
        ISSUED,
        REJECTED
    }

    Issuance {
        wanted = List.copyOf(wanted);
        issued = List.copyOf(issued);
    }

    Issuance approved(List<String> credentials) {
        return new Issuance(id, holder, holderPid, wanted, sealedToken, State.ISSUED, "", credentials, false, retry);
    }

    Issuance rejected(String why) {
        return new Issuance(id, holder, holderPid, wanted, sealedToken, State.REJECTED, why, List.of(), false, retry);
    }

    /** Over: neither the token nor the credentials are needed any more. */
    Issuance done(String why) {
        return new Issuance(id, holder, holderPid, wanted, "", state, why, List.of(), why.isEmpty(), retry);
    }

    Issuance again(String why, Instant now) {
        Retry next = retry.failed(now);
        return next.isOver()
                ? done(why)
                : new Issuance(id, holder, holderPid, wanted, sealedToken, state, why, issued, false, next);
    }

    /** For people: without the token and the credentials. */
    ObjectNode summary() {
        return StrictJson.object()
                .put("id", id)
                .put("holder", holder)
                .put("holderPid", holderPid)
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("reason", reason)
                .put("delivered", delivered)
                .put("attempts", retry.attempts());
    }

    ObjectNode json() {
        ObjectNode json = summary().put("next", retry.next().toString()).put("token", sealedToken);
        wanted.forEach(json.putArray("wanted")::add);
        issued.forEach(json.putArray("issued")::add);
        return json;
    }

    static Issuance of(JsonNode json) {
        return new Issuance(
                json.path("id").asString(""),
                json.path("holder").asString(""),
                json.path("holderPid").asString(""),
                texts(json.path("wanted")),
                json.path("token").asString(""),
                State.valueOf(json.path("state").asString("received").toUpperCase(Locale.ROOT)),
                json.path("reason").asString(""),
                texts(json.path("issued")),
                json.path("delivered").asBoolean(false),
                new Retry(
                        json.path("attempts").asInt(0),
                        Instant.parse(json.path("next").asString(Instant.EPOCH.toString()))));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asString()));
        return texts;
    }
}
