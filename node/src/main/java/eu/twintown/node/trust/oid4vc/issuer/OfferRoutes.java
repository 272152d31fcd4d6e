package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Management of offers: {@code POST /api/credentials/offers} with {@code {configurations, claims, subject?, account?,
 * transactionCode?, minutes?}} answers the offer and a link for wallets. The link holds the code, so it goes to the holder
 * only; the transaction code goes by another way.
 */
public final class OfferRoutes implements HttpService {
    private static final Set<String> MEMBERS =
            Set.of("configurations", "claims", "subject", "account", "transactionCode", "minutes");
    private static final int MOST_MINUTES = 60 * 24 * 7;

    private final IssuerMetadata metadata;
    private final OfferBook offers;
    private final JsonBodies bodies;

    public OfferRoutes(IssuerMetadata metadata, OfferBook offers, JsonBodies bodies) {
        this.metadata = metadata;
        this.offers = offers;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/api/credentials/offers", Exchange.handler(this::make))
                .get(
                        "/api/credentials/configurations",
                        Exchange.handler(exchange -> exchange.send(
                                200,
                                MediaType.JSON,
                                StrictJson.bytes(
                                        metadata.credentialIssuer().path("credential_configurations_supported")))));
    }

    private void make(Exchange exchange) {
        OfferBook.Made made = offers.make(terms(bodies.readTree(exchange)));
        ObjectNode offer = metadata.offer(made);
        ObjectNode answer = StrictJson.object()
                .put("id", made.id())
                .put("until", made.until().toString());
        answer.set("offer", offer);
        answer.put(
                "link",
                "openid-credential-offer://?credential_offer="
                        + URLEncoder.encode(offer.toString(), StandardCharsets.UTF_8));
        if (!made.transactionCode().isEmpty()) {
            answer.put("transactionCode", made.transactionCode());
        }
        exchange.answerHeader("Cache-Control", "no-store").send(201, MediaType.JSON, StrictJson.bytes(answer));
    }

    private OfferBook.Terms terms(JsonNode body) {
        for (String name : body.propertyNames()) {
            require(
                    MEMBERS.contains(name),
                    "/" + name + " is not known; known are "
                            + MEMBERS.stream().sorted().toList());
        }
        List<String> configurations = new ArrayList<>();
        body.path("configurations").forEach(one -> configurations.add(one.asString("")));
        require(
                !configurations.isEmpty()
                        && configurations.stream()
                                .allMatch(id -> metadata.find(id).isPresent()),
                "/configurations must hold some of "
                        + metadata.configurations().stream()
                                .map(CredentialConfiguration::id)
                                .toList());
        require(body.path("claims").isObject(), "/claims must be an object: what the credential says of its subject");
        String subject = body.path("subject").asString("");
        if (!subject.isEmpty()) {
            try {
                Did.parse(subject);
            } catch (TrustException e) {
                throw new ProblemException(ProblemType.BAD_REQUEST_DATA, "/subject must be a DID: " + e.safe());
            }
        }
        int minutes = body.path("minutes").asInt(30);
        require(minutes > 0 && minutes <= MOST_MINUTES, "/minutes must be from 1 to " + MOST_MINUTES);
        return new OfferBook.Terms(
                configurations,
                (ObjectNode) body.path("claims"),
                subject,
                body.path("account").asString(""),
                body.path("transactionCode").asBoolean(false),
                Duration.ofMinutes(minutes));
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new ProblemException(ProblemType.BAD_REQUEST_DATA, otherwise);
        }
    }
}
