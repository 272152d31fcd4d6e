package eu.twintown.node.trust.oid4vc.verifier;

import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.oid4vc.OAuthError;
import eu.twintown.node.trust.oid4vc.Secrets;
import eu.twintown.node.trust.oid4vc.dcql.DcqlReader;
import eu.twintown.node.trust.oid4vc.verifier.PresentationRequest.Phase;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks holders for credentials (OpenID4VP 1.0): signed requests by reference, answers by {@code direct_post}. Each request is
 * answered once; the answer is judged by {@link VpTokenCheck} and kept.
 */
public final class PresentationRequests {
    static final String REQUESTS = "/oid4vp/requests/";
    static final String RESPONSES = "/oid4vp/responses";

    private static final String KIND = "presentation-request";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final String PREFIX = "decentralized_identifier:";

    private final String publicUrl;
    private final NodeDid node;
    private final Documents documents;
    private final VpTokenCheck check;
    private final InstantSource clock;

    public PresentationRequests(
            URI publicUrl, NodeDid node, Documents documents, VpTokenCheck check, InstantSource clock) {
        this.publicUrl = publicUrl.toString().replaceAll("/+$", "");
        this.node = node;
        this.documents = documents;
        this.check = check;
        this.clock = clock;
    }

    /** @throws eu.twintown.node.trust.oid4vc.dcql.DcqlException where the query is none */
    public PresentationRequest make(JsonNode query, String by) {
        DcqlReader.read(query);
        PresentationRequest request = new PresentationRequest(
                UUID.randomUUID().toString(),
                query,
                Secrets.random(),
                Secrets.random(),
                by,
                clock.instant().plus(LIFE),
                Phase.WAITING,
                StrictJson.object(),
                "");
        documents.create(KIND, "", request.id(), request.text());
        return request;
    }

    public Optional<PresentationRequest> find(String id) {
        return documents.get(KIND, "", id).map(stored -> PresentationRequest.read(stored.json()));
    }

    /** The link that a wallet is opened with. */
    public String link(PresentationRequest request) {
        return "openid4vp://?client_id=" + encode(clientId()) + "&request_uri="
                + encode(publicUrl + REQUESTS + request.id());
    }

    /** This node as verifiers are named (section 5.9.3). */
    String clientId() {
        return PREFIX + node.did().value();
    }

    /** The signed request (RFC 9101); empty where there is none that waits. */
    Optional<String> signed(String id, Optional<String> walletNonce) {
        return find(id).filter(this::waits).map(request -> {
            ObjectNode claims = StrictJson.object()
                    .put("iss", node.did().value())
                    .put("aud", "https://self-issued.me/v2")
                    .put("iat", clock.instant().getEpochSecond())
                    .put("exp", request.until().getEpochSecond())
                    .put("client_id", clientId())
                    .put("response_type", "vp_token")
                    .put("response_mode", "direct_post")
                    .put("response_uri", publicUrl + RESPONSES)
                    .put("nonce", request.nonce())
                    // The state leads back to the request, so one response address serves all.
                    .put("state", request.id() + "." + request.state());
            claims.set("dcql_query", request.query());
            claims.set("client_metadata", metadata());
            walletNonce.ifPresent(nonce -> claims.put("wallet_nonce", nonce));
            ObjectNode header =
                    StrictJson.object().put("typ", "oauth-authz-req+jwt").put("kid", node.keyId());
            return node.key().sign(header, claims);
        });
    }

    private static ObjectNode metadata() {
        ObjectNode json = StrictJson.object();
        ObjectNode formats = json.putObject("vp_formats_supported");
        formats.putObject("jwt_vc_json").putArray("alg_values").add("ES256").add("EdDSA");
        ObjectNode sdJwt = formats.putObject("dc+sd-jwt");
        sdJwt.putArray("sd-jwt_alg_values").add("ES256").add("EdDSA");
        sdJwt.putArray("kb-jwt_alg_values").add("ES256").add("EdDSA");
        return json;
    }

    /** Takes a wallet's answer (section 8.2). A wrong one ends the request, so that nobody tries again and again. */
    void answer(String state, Optional<String> vpToken, Optional<String> error) {
        int dot = state.indexOf('.');
        PresentationRequest request = find(dot < 0 ? "" : state.substring(0, dot))
                .filter(one -> Secrets.matches(state.substring(dot + 1), Secrets.digest(one.state())))
                .filter(this::waits)
                .orElseThrow(() -> OAuthError.of("invalid_request", "No request waits for this answer"));
        PresentationRequest judged;
        if (vpToken.isEmpty()) {
            judged = request.refused("The wallet answered: " + error.orElse("nothing"));
        } else {
            VpTokenCheck.Finding finding =
                    check.judge(vpToken.get(), DcqlReader.read(request.query()), clientId(), request.nonce());
            judged =
                    finding.reason().isEmpty() ? request.verified(finding.result()) : request.refused(finding.reason());
        }
        if (!documents.replace(KIND, "", request.id(), request.text(), judged.text())) {
            throw OAuthError.of("invalid_request", "The request was answered at the same moment");
        }
        if (judged.phase() == Phase.REFUSED && vpToken.isPresent()) {
            throw OAuthError.of("access_denied", "The presentation was not accepted");
        }
    }

    private boolean waits(PresentationRequest request) {
        return request.phase() == Phase.WAITING && clock.instant().isBefore(request.until());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
