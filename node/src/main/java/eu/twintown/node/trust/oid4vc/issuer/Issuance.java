package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.issuance.CredentialIssuer;
import eu.twintown.node.trust.issuance.CredentialOrder;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.oid4vc.OAuthError;
import eu.twintown.node.trust.oid4vc.Secrets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The issuer's endpoints: authorisation, token, nonce and credential (OpenID4VCI 1.0, sections 5 to 8). What a wallet may
 * have is what its offer says, and nothing else.
 */
public final class Issuance {
    private static final int MOST_PROOFS = 10;

    private final IssuerMetadata metadata;
    private final OfferBook offers;
    private final CredentialIssuer issuer;
    private final KeySource keys;
    private final Set<String> redirectUris;
    private final Nonces nonces;
    private final InstantSource clock;

    /** @param redirectUris where authorisation codes may be sent, exactly as written */
    public Issuance(
            IssuerMetadata metadata,
            OfferBook offers,
            CredentialIssuer issuer,
            KeySource keys,
            Set<String> redirectUris,
            InstantSource clock) {
        this.metadata = metadata;
        this.offers = offers;
        this.issuer = issuer;
        this.keys = keys;
        this.redirectUris = Set.copyOf(redirectUris);
        this.nonces = new Nonces(clock);
        this.clock = clock;
    }

    /** A request at the authorization endpoint (RFC 6749 with RFC 7636). */
    record AuthorizationRequest(
            String responseType,
            String redirectUri,
            String state,
            String challenge,
            String method,
            String issuerState) {}

    /** Whether this is one of the places that codes may be sent to; others are not even told of errors. */
    boolean knowsRedirect(String uri) {
        return redirectUris.contains(uri);
    }

    /** A code for the account's own offer. */
    String authorise(AuthorizationRequest request, String account) {
        if (!request.responseType().equals("code")) {
            throw OAuthError.of("unsupported_response_type", "response_type must be code");
        }
        if (!request.method().equals("S256") || request.challenge().length() < 43) {
            throw OAuthError.of("invalid_request", "PKCE is needed: code_challenge with code_challenge_method=S256");
        }
        Offer offer = offers.find(request.issuerState())
                .filter(open -> !open.account().isEmpty() && open.account().equals(account))
                .orElseThrow(() -> OAuthError.of("access_denied", "There is no offer for this account"));
        return offers.authorise(offer, request.challenge(), request.redirectUri());
    }

    /** A request at the token endpoint (section 6.1). */
    record TokenRequest(
            String grant, String code, Optional<String> transactionCode, String verifier, String redirectUri) {}

    ObjectNode token(TokenRequest request) {
        Offer offer =
                switch (request.grant()) {
                    case IssuerMetadata.PRE_AUTHORIZED -> preAuthorised(request);
                    case "authorization_code" -> authorised(request);
                    default ->
                        throw OAuthError.of(
                                "unsupported_grant_type",
                                "This issuer knows authorization_code and " + IssuerMetadata.PRE_AUTHORIZED);
                };
        return StrictJson.object()
                .put("access_token", offers.redeem(offer))
                .put("token_type", "Bearer")
                .put("expires_in", OfferBook.tokenLife().toSeconds());
    }

    private Offer preAuthorised(TokenRequest request) {
        Offer offer = offers.ofCode(request.code());
        if (!offer.account().isEmpty()) {
            throw OAuthError.of("invalid_grant", "This code is not a pre-authorised one");
        }
        boolean wanted = !offer.transactionDigest().isEmpty();
        if (wanted != request.transactionCode().isPresent()) {
            throw OAuthError.of("invalid_request", wanted ? "tx_code is missing" : "tx_code is not expected");
        }
        if (wanted && !Secrets.matches(request.transactionCode().orElse(""), offer.transactionDigest())) {
            offers.wrongCode(offer);
            throw OAuthError.of("invalid_grant", "tx_code is wrong");
        }
        return offer;
    }

    private Offer authorised(TokenRequest request) {
        Offer offer = offers.ofCode(request.code());
        boolean mine = !offer.account().isEmpty()
                && offer.redirectUri().equals(request.redirectUri())
                && Secrets.matches(request.verifier(), offer.challenge());
        if (!mine) {
            throw OAuthError.of("invalid_grant", "The code does not go with this redirect_uri and code_verifier");
        }
        return offer;
    }

    String nonce() {
        return nonces.next();
    }

    /** Issues what the token is for (section 8). */
    ObjectNode credential(String token, JsonNode request) {
        Offer offer = offers.ofToken(token)
                .orElseThrow(
                        () -> new OAuthError(401, "invalid_token", "The access token is not known or has expired"));
        if (request.has("credential_identifier")) {
            throw OAuthError.of("unknown_credential_identifier", "This issuer uses credential_configuration_id");
        }
        CredentialConfiguration wanted = metadata.find(
                        request.path("credential_configuration_id").asString(""))
                .filter(one -> offer.configurations().contains(one.id()))
                .orElseThrow(() -> OAuthError.of(
                        "unknown_credential_configuration",
                        "credential_configuration_id must be one of " + offer.configurations()));
        JsonNode texts = request.path("proofs").path("jwt");
        if (!texts.isArray() || texts.isEmpty() || texts.size() > MOST_PROOFS) {
            throw OAuthError.of("invalid_proof", "proofs.jwt must hold 1 to " + MOST_PROOFS + " proofs");
        }
        List<CredentialOrder> orders = new ArrayList<>();
        for (JsonNode text : texts) {
            orders.add(order(wanted, offer, proof(text.asString(""))));
        }
        List<Credential> issued = issuer.issueAll(orders);
        offers.issued(offer, issued.size());
        ObjectNode answer = StrictJson.object();
        issued.forEach(one -> answer.withArray("credentials").addObject().put("credential", one.text()));
        return answer;
    }

    private KeyProof proof(String text) {
        KeyProof proof;
        try {
            proof = KeyProof.verify(text, metadata.issuer(), keys, clock.instant());
        } catch (TrustException e) {
            throw OAuthError.of("invalid_proof", e.safe());
        }
        try {
            nonces.use(proof.nonce());
        } catch (TrustException e) {
            throw OAuthError.of("invalid_nonce", e.safe());
        }
        return proof;
    }

    private static CredentialOrder order(CredentialConfiguration wanted, Offer offer, KeyProof proof) {
        if (!offer.subject().isEmpty() && !offer.subject().equals(proof.did())) {
            throw OAuthError.of("invalid_proof", "The offer is for another holder than the one of this proof");
        }
        boolean sdJwt = wanted.format() == CredentialFormat.SD_JWT;
        if (sdJwt && proof.jwk().isEmpty() || !sdJwt && proof.did().isEmpty()) {
            throw OAuthError.of(
                    "invalid_proof",
                    sdJwt
                            ? "A dc+sd-jwt is bound to a key: bring it as jwk"
                            : "A jwt_vc_json is bound to a DID: name the key by kid");
        }
        return new CredentialOrder(
                wanted.format(),
                wanted.types(),
                proof.did(),
                offer.claims(),
                List.of(),
                wanted.validity(),
                true,
                proof.jwk(),
                wanted.selective());
    }
}
