package eu.twintown.node.trust.oid4vc.holder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.Expectation;
import eu.twintown.node.trust.credential.Verdict;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.holding.HeldCredential;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.VerificationKey;
import eu.twintown.node.trust.key.SigningKey;
import eu.twintown.node.trust.oid4vc.Secrets;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches credentials from issuers (OpenID4VCI 1.0): with a pre-authorised code at once, otherwise after a person has
 * signed in at the issuer. What is not genuine, or not about this organisation, is not taken into the wallet.
 */
public final class CredentialReceiver {
    private static final String PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
    private static final Duration SIGN_IN_LIFE = Duration.ofMinutes(10);

    private final RemoteJson remote;
    private final NodeDid node;
    private final Wallet wallet;
    private final CredentialVerifier verifier;
    private final URI callback;
    private final InstantSource clock;
    private final Cache<String, Pending> pending = Caffeine.newBuilder()
            .expireAfterWrite(SIGN_IN_LIFE)
            .maximumSize(1_000)
            .build();

    /** @param anonymous whether the token was given without being told who asks */
    private record Grant(ObjectNode token, boolean anonymous) {}

    private record Pending(CredentialOffer offer, RemoteIssuer issuer, String verifier, String by) {}

    /** @param callback where an issuer sends the browser back to after signing in */
    public CredentialReceiver(
            OutgoingClient outgoing,
            NodeDid node,
            Wallet wallet,
            CredentialVerifier verifier,
            URI callback,
            InstantSource clock) {
        this.remote = new RemoteJson(outgoing);
        this.node = node;
        this.wallet = wallet;
        this.verifier = verifier;
        this.callback = callback;
        this.clock = clock;
    }

    /**
     * What came of an offer.
     *
     * @param signInAt where a person has to sign in first; empty where the credentials are here
     */
    public record Outcome(Optional<URI> signInAt, List<HeldCredential> received) {}

    /** @param by id of the principal who asks for it; only the same may finish it after signing in at the issuer */
    public Outcome receive(String offerText, Optional<String> transactionCode, String by) {
        CredentialOffer offer = CredentialOffer.read(offerText, remote);
        RemoteIssuer issuer = RemoteIssuer.load(offer.issuer(), remote);
        if (offer.preAuthorisedCode().isEmpty()) {
            return new Outcome(Optional.of(signIn(offer, issuer, by)), List.of());
        }
        if (offer.wantsTransactionCode() != transactionCode.isPresent()) {
            throw HolderException.invalid(
                    offer.wantsTransactionCode()
                            ? "/transactionCode is missing: the issuer has sent it by another way"
                            : "/transactionCode is not expected by this offer");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", PRE_AUTHORIZED);
        fields.put("pre-authorized_code", offer.preAuthorisedCode().get());
        transactionCode.ifPresent(code -> fields.put("tx_code", code));
        boolean anonymous = issuer.takesAnonymousWallets();
        if (!anonymous) {
            fields.put("client_id", node.did().value());
        }
        Grant grant = new Grant(remote.form(issuer.tokenEndpoint(), fields), anonymous);
        return new Outcome(Optional.empty(), fetch(offer, issuer, grant));
    }

    private URI signIn(CredentialOffer offer, RemoteIssuer issuer, String by) {
        String state = Secrets.random();
        String verifierText = Secrets.random();
        pending.put(state, new Pending(offer, issuer, verifierText, by));
        List<String> scopes = new ArrayList<>();
        offer.configurations()
                .forEach(name ->
                        scopes.add(issuer.configuration(name).path("scope").asString(name)));
        String at = issuer.authorizationEndpoint().toString();
        String query = "response_type=code&client_id="
                + RemoteJson.encode(node.did().value()) + "&redirect_uri="
                + RemoteJson.encode(callback.toString()) + "&scope=" + RemoteJson.encode(String.join(" ", scopes))
                + "&state=" + state + "&code_challenge=" + Secrets.digest(verifierText)
                + "&code_challenge_method=S256"
                + offer.issuerState()
                        .map(one -> "&issuer_state=" + RemoteJson.encode(one))
                        .orElse("");
        return URI.create(at + (at.contains("?") ? "&" : "?") + query);
    }

    /** Goes on after the person has signed in at the issuer. */
    public List<HeldCredential> complete(String state, String code, String by) {
        Pending waiting = pending.getIfPresent(state);
        if (waiting == null || !waiting.by().equals(by)) {
            throw HolderException.invalid("No sign-in at an issuer is under way here; start with the offer again");
        }
        pending.invalidate(state);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        fields.put("client_id", node.did().value());
        fields.put("redirect_uri", callback.toString());
        fields.put("code_verifier", waiting.verifier());
        Grant grant = new Grant(remote.form(waiting.issuer().tokenEndpoint(), fields), false);
        return fetch(waiting.offer(), waiting.issuer(), grant);
    }

    private List<HeldCredential> fetch(CredentialOffer offer, RemoteIssuer issuer, Grant grant) {
        ObjectNode token = grant.token();
        String access = token.path("access_token").asString("");
        List<HeldCredential> received = new ArrayList<>();
        for (String name : offer.configurations()) {
            ObjectNode request = StrictJson.object();
            identify(request, name, token);
            String proof = proof(issuer, grant, issuer.bindsToBareKey(name));
            request.putObject("proofs").putArray("jwt").add(proof);
            for (String text : credentials(remote.post(issuer.credentialEndpoint(), Optional.of(access), request))) {
                received.add(wallet.add(accepted(text).text()));
            }
        }
        return received;
    }

    /** Section 8.2: by the identifier that came with the token, or by the configuration. */
    private static void identify(ObjectNode request, String name, ObjectNode token) {
        for (JsonNode detail : token.path("authorization_details")) {
            JsonNode identifiers = detail.path("credential_identifiers");
            if (detail.path("credential_configuration_id").asString("").equals(name) && identifiers.isArray()) {
                request.put("credential_identifier", identifiers.path(0).asString(""));
                return;
            }
        }
        request.put("credential_configuration_id", name);
    }

    /** Appendix F.1; it names the wallet only where the token endpoint knows it. */
    private String proof(RemoteIssuer issuer, Grant grant, boolean bareKey) {
        String nonce = issuer.nonceEndpoint()
                .map(endpoint -> remote.post(endpoint, Optional.empty(), StrictJson.object())
                        .path("c_nonce"))
                .orElseGet(() -> grant.token().path("c_nonce"))
                .asString("");
        SigningKey key = node.key();
        ObjectNode header = StrictJson.object().put("typ", "openid4vci-proof+jwt");
        if (bareKey) {
            header.set("jwk", key.publicJwk());
        } else {
            header.put("kid", node.keyId());
        }
        ObjectNode claims = StrictJson.object()
                .put("aud", issuer.id())
                .put("iat", clock.instant().getEpochSecond());
        if (!grant.anonymous()) {
            claims.put("iss", node.did().value());
        }
        if (!nonce.isEmpty()) {
            claims.put("nonce", nonce);
        }
        return key.sign(header, claims);
    }

    private static List<String> credentials(ObjectNode answer) {
        List<String> texts = new ArrayList<>();
        // Drafts before the final version had one credential, or texts instead of objects.
        if (answer.path("credential").isString()) {
            texts.add(answer.path("credential").asString());
        }
        for (JsonNode one : answer.path("credentials")) {
            texts.add(one.isString() ? one.asString() : one.path("credential").asString(""));
        }
        if (texts.isEmpty()) {
            throw HolderException.remote("The issuer gave no credential at once; a later one is not waited for");
        }
        return texts;
    }

    private static String thumbprint(JsonNode jwk) {
        return VerificationKey.ofJwk("cnf", jwk).thumbprint();
    }

    private Credential accepted(String text) {
        Verdict verdict = verifier.verify(text, Expectation.any());
        Credential credential = verdict.credential()
                .filter(one -> verdict.valid())
                .orElseThrow(() -> HolderException.remote(
                        "The issuer sent a credential that is not accepted: " + verdict.fullReason()));
        String subject = credential.subject();
        if (!subject.isEmpty() && !subject.equals(node.did().value())) {
            throw HolderException.remote(
                    "The issuer sent a credential about " + subject + " instead of this organisation");
        }
        JsonNode bound = credential.json().path("cnf").path("jwk");
        if (bound.isObject() && !thumbprint(bound).equals(thumbprint(node.key().publicJwk()))) {
            throw HolderException.remote("The issuer sent a credential that is bound to the key of somebody else");
        }
        return credential;
    }
}
