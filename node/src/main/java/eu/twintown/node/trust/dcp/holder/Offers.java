package eu.twintown.node.trust.dcp.holder;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.dcp.DcpMessage;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.store.document.Documents;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Offers of credentials that issuers made (DCP 1.0.1, "Credential Offer API"); a person decides whether to ask for them. */
public final class Offers {
    private static final String KIND = "dcp-offer";
    private static final int MOST = 500;

    private final Documents documents;

    public Offers(Documents documents) {
        this.documents = documents;
    }

    /** Keeps an offer. */
    void add(Did issuer, DcpMessage message, Instant now) {
        List<DcpMessage> offered = message.objects("credentials");
        if (documents.count(KIND, "") >= MOST) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Too many offers wait for a decision here");
        }
        String id = UUID.randomUUID().toString();
        ObjectNode json =
                StrictJson.object().put("id", id).put("issuer", issuer.value()).put("receivedAt", now.toString());
        ArrayNode credentials = json.putArray("credentials");
        for (DcpMessage object : offered) {
            // What is left out stands in the issuer's metadata, where the request looks it up by the type.
            credentials
                    .addObject()
                    .put("id", object.text("id"))
                    .put("type", object.optionalText("credentialType").orElse(""))
                    .put("reason", object.optionalText("offerReason").orElse(""));
        }
        documents.create(KIND, "", id, json.toString());
    }

    /** All offers as JSON, for people. */
    public List<JsonNode> list() {
        return documents.list(KIND, "", MOST, 0).stream()
                .map(document -> JsonMapper.shared().readTree(document.json()))
                .toList();
    }

    /**
     * Asks the issuer for what it offered; the request's id.
     *
     * @throws ProblemException where there is no such offer, or it names no types
     */
    public String accept(String id, Holdings holdings) {
        JsonNode offer = documents
                .get(KIND, "", id)
                .map(document -> JsonMapper.shared().readTree(document.json()))
                .orElseThrow(() -> new ProblemException(ProblemType.RESOURCE_NOT_FOUND, "There is no offer " + id));
        List<String> types = offer.path("credentials").values().stream()
                .map(credential -> credential.path("type").asString(""))
                .filter(type -> !type.isEmpty())
                .distinct()
                .toList();
        if (types.isEmpty()) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The offer names no types; ask the issuer for a type by POST /api/dcp/requests");
        }
        String request = holdings.request(Did.parse(offer.path("issuer").asString("")), types);
        documents.delete(KIND, "", id);
        return request;
    }
}
