package eu.twintown.node.trust.oidc.local;

import eu.twintown.node.trust.oidc.Secrets;
import eu.twintown.store.document.Documents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Refresh tokens, each for one use (RFC 9700, section 4.14.2). All that come of one sign-in are one family with one
 * document, which knows the fingerprint of the newest; an older one that comes again ends the family.
 */
final class RefreshTokens {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String KIND = "refresh-token";
    private static final int SWEPT_AT_ONCE = 1000;

    private final Documents documents;
    private final Duration life;
    private final InstantSource clock;

    /** Who may have new tokens. */
    record Held(String family, String user, String client, String scope) {}

    RefreshTokens(Documents documents, Duration life, InstantSource clock) {
        this.documents = documents;
        this.life = life;
        this.clock = clock;
    }

    /** The first token of a family. */
    String begin(Held held) {
        sweep();
        String secret = Secrets.random();
        documents.put(KIND, "", held.family(), json(held, secret));
        return held.family() + "." + secret;
    }

    /** Exchanges a token for the next one; empty where it does not hold. */
    Optional<Next> next(String token, String client) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String family = token.substring(0, dot);
        Optional<Documents.Document> document = documents.get(KIND, "", family);
        if (document.isEmpty()) {
            return Optional.empty();
        }
        JsonNode json = MAPPER.readTree(document.get().json());
        Held held = new Held(
                family,
                json.path("user").asString(""),
                json.path("client").asString(""),
                json.path("scope").asString(""));
        boolean newest = Secrets.same(
                Secrets.fingerprint(token.substring(dot + 1)),
                json.path("fingerprint").asString(""));
        if (!newest || !held.client().equals(client) || isOver(json)) {
            end(family);
            return Optional.empty();
        }
        String secret = Secrets.random();
        boolean mine = documents.replace(KIND, "", family, document.get().json(), json(held, secret));
        return mine ? Optional.of(new Next(held, family + "." + secret)) : Optional.empty();
    }

    /** The next token of a family. */
    record Next(Held held, String token) {}

    void end(String family) {
        documents.delete(KIND, "", family);
    }

    private boolean isOver(JsonNode json) {
        return clock.instant().isAfter(Instant.parse(json.path("until").asString("")));
    }

    private String json(Held held, String secret) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("user", held.user());
        json.put("client", held.client());
        json.put("scope", held.scope());
        json.put("fingerprint", Secrets.fingerprint(secret));
        json.put("until", clock.instant().plus(life).toString());
        return json.toString();
    }

    private void sweep() {
        documents.list(KIND, "", SWEPT_AT_ONCE, 0).stream()
                .filter(document -> isOver(MAPPER.readTree(document.json())))
                .forEach(document -> end(document.id()));
    }
}
