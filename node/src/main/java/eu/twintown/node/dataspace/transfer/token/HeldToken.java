package eu.twintown.node.dataspace.transfer.token;

import eu.twintown.node.dataspace.transfer.message.DataAddress;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token that the other side of a transfer gave this node.
 *
 * @param endpoint where it opens something
 * @param token for the header Authorization, as bearer token; empty = none is needed
 * @param expires when it ends; {@link Instant#MAX} = it does not tell
 * @param refresh how it is renewed; empty = it cannot be
 */
public record HeldToken(URI endpoint, String token, Instant expires, Optional<Refresh> refresh) {

    /** The endpoint that renews, and the token for it. */
    public record Refresh(URI endpoint, String token) {
        @Override
        public String toString() {
            return "Refresh[" + endpoint + "]";
        }
    }

    /**
     * As a data address has it.
     *
     * @param given when it came
     * @throws IllegalArgumentException where its endpoint is no URI
     */
    static HeldToken of(DataAddress address, Instant given) {
        String token = address.property(DataAddress.AUTHORIZATION).orElse("");
        String bare = token.regionMatches(true, 0, "Bearer ", 0, 7)
                ? token.substring(7).strip()
                : token;
        Optional<Refresh> refresh = address.property(DataAddress.REFRESH_ENDPOINT)
                .flatMap(endpoint ->
                        address.property(DataAddress.REFRESH_TOKEN).map(one -> new Refresh(URI.create(endpoint), one)));
        Instant expires = address.property(DataAddress.EXPIRES_IN)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> given.plusSeconds(Long.parseLong(text)))
                .orElseGet(() -> expiry(bare));
        return new HeldToken(URI.create(address.endpoint()), bare, expires, refresh);
    }

    /** What a JWT says of itself; only its issuer can verify it. */
    private static Instant expiry(String token) {
        try {
            return new JwtClaims(Jws.parse(token).claims()).date("exp").orElse(Instant.MAX);
        } catch (TrustException e) {
            return Instant.MAX;
        }
    }

    /** After it was renewed, as an OAuth answer has it; what that does not name stays. */
    HeldToken renewed(JsonNode answer, Instant now) {
        String fresh = answer.path("access_token").asString("");
        long seconds = answer.path("expires_in").asLong(0);
        Optional<Refresh> next = refresh.map(
                one -> new Refresh(one.endpoint(), answer.path("refresh_token").asString(one.token())));
        return new HeldToken(endpoint, fresh, seconds > 0 ? now.plusSeconds(seconds) : expiry(fresh), next);
    }

    String write() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("endpoint", endpoint.toString())
                .put("token", token)
                .put("expires", expires.toString())
                .put(
                        "refreshEndpoint",
                        refresh.map(one -> one.endpoint().toString()).orElse(""))
                .put("refreshToken", refresh.map(Refresh::token).orElse(""))
                .toString();
    }

    static HeldToken read(String text) {
        JsonNode json = JsonMapper.shared().readTree(text);
        String endpoint = json.path("refreshEndpoint").asString();
        return new HeldToken(
                URI.create(json.path("endpoint").asString()),
                json.path("token").asString(),
                Instant.parse(json.path("expires").asString()),
                endpoint.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Refresh(
                                URI.create(endpoint), json.path("refreshToken").asString())));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "HeldToken[" + endpoint + " until " + expires + "]";
    }
}
