package eu.twintown.node.trust.simpl.proof;

import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.TrustException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Verifies ephemeral proofs of other participants: signature of the authority, dates, the binding to the certificate
 * that the connection was made with, who it is and which identity attributes it has.
 *
 * <p>The binding is what makes a proof useless to whoever overhears it: a proof that names no certificate and no
 * credential is refused.
 */
public final class ProofVerifier {
    /** Seconds since 1970 of the end of the year 9999. */
    private static final long LATEST = 253_402_300_799L;

    private static final String SAFE = "The ephemeral proof is not valid";

    private final ProofKeys keys;
    private final ProofSettings settings;
    private final InstantSource clock;

    public ProofVerifier(ProofKeys keys, ProofSettings settings, InstantSource clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Verifies a proof.
     *
     * @param certificate what its bearer showed in the TLS handshake
     * @throws TrustException with the check that failed
     */
    public VerifiedProof verify(String jwt, X509Certificate certificate) {
        Jws token = Jws.parse(jwt);
        token.verify(keys.of(token));
        ObjectNode claims = token.claims();
        Instant issued = date(claims, "iat");
        Instant expires = date(claims, "exp");
        checkDates(claims, issued, expires);
        String credential = CredentialId.of(certificate);
        checkBinding(claims, certificate, credential);
        ClaimNames names = settings.claims();
        return new VerifiedProof(
                text(claims, names.participantId())
                        .orElseThrow(() -> refusal("form", "it names no participant (" + names.participantId() + ")")),
                text(claims, names.organisation()).orElse(""),
                attributes(claims),
                credential,
                issued,
                expires,
                OwnProof.hash(jwt));
    }

    private void checkDates(ObjectNode claims, Instant issued, Instant expires) {
        Instant now = clock.instant();
        if (!expires.plus(settings.clockTolerance()).isAfter(now)) {
            throw new TrustException("dates", "The ephemeral proof has expired", "it expired at " + expires);
        }
        Instant begins = claims.has("nbf") ? date(claims, "nbf") : issued;
        if (issued.minus(settings.clockTolerance()).isAfter(now)
                || begins.minus(settings.clockTolerance()).isAfter(now)) {
            throw refusal("dates", "it is of the future: " + issued);
        }
        if (issued.plus(settings.longestLife()).isBefore(expires)) {
            throw refusal("dates", "it claims to live from " + issued + " to " + expires + ", which is too long");
        }
    }

    private void checkBinding(ObjectNode claims, X509Certificate certificate, String credential) {
        Optional<String> confirmed = text(claims, settings.claims().certificate());
        Optional<String> named = text(claims, settings.claims().credentialId());
        if (confirmed.isEmpty() && named.isEmpty()) {
            throw refusal("binding", "it is bound to no certificate; see simpl.proof.claims");
        }
        boolean sameCertificate =
                confirmed.map(CredentialId.thumbprint(certificate)::equals).orElse(true);
        boolean sameCredential = named.map(credential::equals).orElse(true);
        if (!sameCertificate || !sameCredential) {
            throw refusal(
                    "binding",
                    "it is another participant's: it was shown with the certificate of "
                            + certificate.getSubjectX500Principal().getName());
        }
    }

    private List<String> attributes(ObjectNode claims) {
        List<String> codes = new ArrayList<>();
        for (String path : settings.claims().attributes()) {
            JsonNode found = at(claims, path);
            if (found.isArray()) {
                found.forEach(one -> codes.add(one.isObject() ? one.path("code").asString("") : one.asString("")));
                break;
            }
        }
        codes.removeIf(String::isEmpty);
        return codes;
    }

    private static Instant date(ObjectNode claims, String name) {
        JsonNode value = claims.path(name);
        if (!value.isNumber()) {
            throw refusal("form", "its claim '" + name + "' is no date");
        }
        if (value.asDouble() < 0 || value.asDouble() > LATEST) {
            throw refusal("form", "its claim '" + name + "' is out of range");
        }
        return Instant.ofEpochSecond(value.asLong());
    }

    private static Optional<String> text(ObjectNode claims, List<String> paths) {
        return paths.stream()
                .map(path -> at(claims, path))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static JsonNode at(JsonNode claims, String path) {
        JsonNode node = claims;
        for (String name : path.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }

    private static TrustException refusal(String check, String reason) {
        return new TrustException(check, SAFE, "ephemeral proof: " + reason);
    }
}
