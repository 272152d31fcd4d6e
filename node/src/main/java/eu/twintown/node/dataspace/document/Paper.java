package eu.twintown.node.dataspace.document;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyWriter;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.trust.gaiax.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agreement document with the signatures that it has so far. Signed is the hash of the whole in canonical form (RFC
 * 8785), which binds text, parameters and policy together.
 *
 * @param document parties, dataset, policy with its hash, parameters and the text in all languages; never changed
 * @param hash of the document, always worked out here
 * @param signatures compact JWS, the provider's first
 */
record Paper(ObjectNode document, String hash, List<String> signatures) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    Paper {
        signatures = List.copyOf(signatures);
    }

    /**
     * Makes a document, not signed yet.
     *
     * @param provider name that people know the provider by
     * @param consumer the same of the consumer
     * @param dataset title
     */
    static Paper of(
            Agreement agreement,
            String providerDid,
            String provider,
            String consumer,
            String dataset,
            DocumentSettings settings) {
        ObjectNode document =
                MAPPER.createObjectNode().put("type", "AgreementDocument").put("version", 1);
        document.put("agreement", agreement.id())
                .put("agreedAt", agreement.agreedAt().toString());
        document.putObject("provider").put("did", providerDid).put("name", provider);
        document.putObject("consumer").put("did", agreement.counterparty()).put("name", consumer);
        document.putObject("dataset").put("id", agreement.dataset()).put("title", dataset);
        ArrayNode clauses = document.putArray("clauses");
        settings.clauses().forEach(clauses::add);
        ObjectNode parameters = document.putObject("parameters");
        settings.parameters().forEach(parameters::put);
        document.put("language", settings.language().getLanguage());
        document.set("policy", PolicyWriter.write(agreement.policy()));
        document.put("policyHash", hash(document.path("policy")));
        document.set("texts", PaperText.of(document));
        return new Paper(document, hash(document), List.of());
    }

    Paper signed(String signature) {
        List<String> more = new ArrayList<>(signatures);
        more.add(signature);
        return new Paper(document, hash, more);
    }

    String agreement() {
        return document.path("agreement").asString("");
    }

    String party(String side) {
        return document.path(side).path("did").asString("");
    }

    static String hash(Policy policy) {
        return hash(PolicyWriter.write(policy));
    }

    static String hash(JsonNode json) {
        return sha256(CanonicalJson.of(json));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the text is what the templates give for the parameters and the policy. */
    boolean isOfTemplates() {
        boolean known = document.path("clauses")
                .valueStream()
                .allMatch(clause -> DocumentSettings.CLAUSES.contains(clause.asString("")));
        return known && PaperText.of(document).equals(document.path("texts"));
    }

    ObjectNode json() {
        ObjectNode json = MAPPER.createObjectNode();
        json.set("document", document);
        json.put("hash", hash);
        ArrayNode array = json.putArray("signatures");
        signatures.forEach(array::add);
        return json;
    }

    static Optional<Paper> read(JsonNode json) {
        if (!(json.path("document") instanceof ObjectNode document)
                || !json.path("signatures").isArray()) {
            return Optional.empty();
        }
        return Optional.of(new Paper(
                document,
                hash(document),
                json.path("signatures")
                        .valueStream()
                        .map(each -> each.asString(""))
                        .toList()));
    }
}
