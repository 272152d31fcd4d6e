package eu.twintown.node.trust.oidc.session;

import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Role;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A browser that is signed in.
 *
 * @param provider where
 * @param csrf what its requests that change something must show beside the cookie
 * @param idToken what the provider wants to see when they sign out; may be empty
 */
record Session(Principal principal, String provider, String csrf, String idToken, Instant since, Instant seen) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    Session seenAt(Instant now) {
        return new Session(principal, provider, csrf, idToken, since, now);
    }

    String json() {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", principal.id());
        json.put("kind", principal.kind().name());
        json.put("name", principal.name());
        ArrayNode roles = json.putArray("roles");
        principal.roles().forEach(role -> roles.add(role.name()));
        ObjectNode attributes = json.putObject("attributes");
        principal.attributes().forEach((name, values) -> {
            ArrayNode list = attributes.putArray(name);
            values.forEach(list::add);
        });
        json.put("provider", provider);
        json.put("csrf", csrf);
        json.put("idToken", idToken);
        json.put("since", since.toString());
        json.put("seen", seen.toString());
        return json.toString();
    }

    static Session of(String text) {
        JsonNode json = MAPPER.readTree(text);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        json.path("roles").forEach(role -> roles.add(Role.valueOf(role.asString())));
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        JsonNode given = json.path("attributes");
        given.propertyNames()
                .forEach(name -> attributes.put(
                        name,
                        given.path(name).valueStream().map(JsonNode::asString).toList()));
        return new Session(
                new Principal(
                        json.path("id").asString(),
                        Principal.Kind.valueOf(json.path("kind").asString().toUpperCase(Locale.ROOT)),
                        json.path("name").asString(),
                        roles,
                        attributes),
                json.path("provider").asString(),
                json.path("csrf").asString(),
                json.path("idToken").asString(),
                Instant.parse(json.path("since").asString()),
                Instant.parse(json.path("seen").asString()));
    }

    @Override
    public String toString() {
        return "Session[" + principal.id() + ", since " + since + "]";
    }
}
