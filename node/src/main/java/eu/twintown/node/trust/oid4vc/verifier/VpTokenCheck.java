package eu.twintown.node.trust.oid4vc.verifier;

import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.Expectation;
import eu.twintown.node.trust.credential.PresentationExpectation;
import eu.twintown.node.trust.credential.PresentationVerdict;
import eu.twintown.node.trust.credential.Verdict;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.oid4vc.dcql.CredentialQuery;
import eu.twintown.node.trust.oid4vc.dcql.DcqlQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges a {@code vp_token} (OpenID4VP 1.0, section 8.6): each presentation is genuine, made for this request by its holder,
 * holds a credential that was asked for, and together they are enough. All W3C presentations must be of one holder.
 */
public final class VpTokenCheck {
    private static final int MOST = 20;

    private final CredentialVerifier verifier;

    public VpTokenCheck(CredentialVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * What was found.
     *
     * @param result {@code {holder, credentials:[{query, type, issuer, claims}]}}
     * @param reason why it is refused; empty where it is accepted
     */
    record Finding(ObjectNode result, String reason) {}

    Finding judge(String vpToken, DcqlQuery query, String clientId, String nonce) {
        try {
            return new Finding(accepted(StrictJson.object(vpToken), query, clientId, nonce), "");
        } catch (TrustException e) {
            return new Finding(StrictJson.object(), e.check() + ": " + e.reason());
        }
    }

    private ObjectNode accepted(ObjectNode token, DcqlQuery query, String clientId, String nonce) {
        ObjectNode result = StrictJson.object().put("holder", "");
        Set<String> holders = new HashSet<>();
        for (String id : token.propertyNames()) {
            CredentialQuery wanted = query.find(id).orElseThrow(() -> fault("form", "'" + id + "' was not asked for"));
            JsonNode texts = token.get(id);
            int most = wanted.multiple() ? MOST : 1;
            if (!texts.isArray() || texts.isEmpty() || texts.size() > most) {
                throw fault("form", "'" + id + "' must be a list of 1 to " + most + " presentations");
            }
            for (JsonNode text : texts) {
                for (Credential credential : credentials(text.asString(""), wanted, clientId, nonce, holders)) {
                    if (wanted.matchedBy(credential).isEmpty()) {
                        throw fault("type", "the credential for '" + id + "' is not what was asked for");
                    }
                    ObjectNode entry =
                            result.withArray("credentials").addObject().put("query", id);
                    entry.put("type", credential.types().getFirst()).put("issuer", credential.issuer());
                    entry.set("claims", credential.claims());
                }
            }
        }
        if (!query.satisfiedBy(Set.copyOf(token.propertyNames()))) {
            throw fault("form", "not everything that was asked for is there");
        }
        if (holders.size() > 1) {
            throw fault("binding", "the presentations are of several holders: " + holders);
        }
        holders.forEach(holder -> result.put("holder", holder));
        return result;
    }

    private List<Credential> credentials(
            String text, CredentialQuery wanted, String clientId, String nonce, Set<String> holders) {
        if (!wanted.bound()) {
            return List.of(verifier.verify(text, Expectation.any()).orThrow());
        }
        if (text.contains("~")) {
            Verdict verdict = verifier.verifySdJwt(text, clientId, nonce);
            return List.of(verdict.orThrow());
        }
        PresentationVerdict verdict = verifier.verifyPresentation(
                text, PresentationExpectation.by(clientId).withNonce(nonce));
        List<Credential> found = verdict.orThrow();
        holders.add(verdict.holder());
        return found;
    }

    private static TrustException fault(String check, String reason) {
        return new TrustException(check, "The presentation is not what was asked for", reason);
    }
}
