package eu.twintown.node.dataspace.transfer.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.store.document.Documents;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tokens of each transfer belong to one family at a time. It knows the generation of the refresh token that comes
 * next, and the secret that all of its refresh tokens are made with.
 */
final class TokenFamilies {
    private static final String KIND = "transfer-tokens";

    private final Documents documents;
    private final Cache<String, Known> recent =
            Caffeine.newBuilder().maximumSize(10_000).build();

    private record Known(long version, Family family) {}

    /**
     * A family.
     *
     * @param id another one for each family; empty = revoked, no token counts
     * @param generation of the refresh token that may be used next
     * @param secret sealed
     */
    record Family(String id, long generation, String secret) {
        private String json() {
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("family", id)
                    .put("generation", generation)
                    .put("secret", secret)
                    .toString();
        }

        private static Family read(String json) {
            JsonNode node = JsonMapper.shared().readTree(json);
            return new Family(
                    node.path("family").asString(),
                    node.path("generation").asLong(),
                    node.path("secret").asString());
        }
    }

    TokenFamilies(Documents documents) {
        this.documents = documents;
    }

    /** Puts a family in the place of whatever there was. */
    void put(String transfer, Family family) {
        documents.put(KIND, "", transfer, family.json());
    }

    /**
     * Changes the family of a transfer, once; what {@code change} throws leaves it as it is.
     *
     * @return empty = there is none
     */
    Optional<Family> change(String transfer, UnaryOperator<Family> change) {
        while (true) {
            Optional<Documents.Document> stored = documents.get(KIND, "", transfer);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            Family after = change.apply(Family.read(stored.get().json()));
            if (documents.replace(KIND, "", transfer, stored.get().json(), after.json())) {
                return Optional.of(after);
            }
        }
    }

    /** No token of the transfer will ever count again. */
    void remove(String transfer) {
        documents.delete(KIND, "", transfer);
    }

    /** Whether tokens of this family count. */
    boolean isCurrent(String transfer, String family) {
        long version = documents.version(KIND);
        @Nullable Known known = recent.getIfPresent(transfer);
        if (known == null || known.version() != version) {
            known = new Known(
                    version,
                    documents
                            .get(KIND, "", transfer)
                            .map(document -> Family.read(document.json()))
                            .orElse(new Family("", 0, "")));
            recent.put(transfer, known);
        }
        return !family.isEmpty() && known.family().id().equals(family);
    }
}
