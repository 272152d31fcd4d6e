package eu.twintown.node.trust.dcp.holder;

import eu.twintown.node.trust.dcp.Retry;
import eu.twintown.node.trust.jose.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for credentials that this node made of an issuer.
 *
 * @param id the holderPid
 * @param issuer DID of the issuer
 * @param types types of the credentials that are wanted
 * @param statusUrl where the issuer tells how it stands; empty until it has taken the request
 * @param reason why it was rejected or cannot be sent; empty where all is well
 * @param received ids of the credentials that came, by type
 */
record HeldRequest(
        String id,
        String issuer,
        List<String> types,
        State state,
        String statusUrl,
        String reason,
        Map<String, String> received,
        Retry retry) {

    enum State {
        /** Not taken by the issuer yet. */
        WAITING,
        /** The issuer has taken it and works on it. */
        SENT,
        ISSUED,
        REJECTED
    }

    HeldRequest {
        types = List.copyOf(types);
        received = Map.copyOf(received);
    }

    static HeldRequest of(String id, String issuer, List<String> types, Instant now) {
        return new HeldRequest(id, issuer, types, State.WAITING, "", "", Map.of(), Retry.from(now));
    }

    HeldRequest sent(String url, Instant now) {
        return new HeldRequest(
                id,
                issuer,
                types,
                State.SENT,
                url,
                "",
                received,
                Retry.from(now).failed(now));
    }

    HeldRequest rejected(String why) {
        return new HeldRequest(id, issuer, types, State.REJECTED, statusUrl, why, received, retry);
    }

    HeldRequest issued(Map<String, String> credentials) {
        return new HeldRequest(id, issuer, types, State.ISSUED, statusUrl, "", credentials, retry);
    }

    /** Tried again later, or given up. */
    HeldRequest failed(String why, Instant now) {
        Retry again = retry.failed(now);
        State next = again.isOver() ? State.REJECTED : state;
        return new HeldRequest(id, issuer, types, next, statusUrl, why, received, again);
    }

    boolean isOpen() {
        return state == State.WAITING || state == State.SENT;
    }

    ObjectNode json() {
        ObjectNode json = StrictJson.object()
                .put("id", id)
                .put("issuer", issuer)
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("statusUrl", statusUrl)
                .put("reason", reason)
                .put("attempts", retry.attempts())
                .put("next", retry.next().toString());
        types.forEach(json.putArray("types")::add);
        ObjectNode credentials = json.putObject("received");
        received.forEach(credentials::put);
        return json;
    }

    static HeldRequest of(JsonNode json) {
        List<String> types = new ArrayList<>();
        json.path("types").forEach(type -> types.add(type.asString()));
        Map<String, String> received = new TreeMap<>();
        json.path("received")
                .properties()
                .forEach(one -> received.put(one.getKey(), one.getValue().asString()));
        return new HeldRequest(
                json.path("id").asString(""),
                json.path("issuer").asString(""),
                types,
                State.valueOf(json.path("state").asString("waiting").toUpperCase(Locale.ROOT)),
                json.path("statusUrl").asString(""),
                json.path("reason").asString(""),
                received,
                new Retry(
                        json.path("attempts").asInt(0),
                        Instant.parse(json.path("next").asString(Instant.EPOCH.toString()))));
    }
}
