package eu.twintown.node.trust.simpl;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.Role;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.recipient.Recipients;
import eu.twintown.node.trust.simpl.proof.CredentialId;
import eu.twintown.node.trust.simpl.proof.PresentedProofs;
import eu.twintown.node.trust.simpl.proof.VerifiedProof;
import eu.twintown.node.trust.simpl.tier.Tier2Trust;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Knows other participants on the tier-2 listener by their certificate, whose state is looked up for each request, and by
 * the ephemeral proof that they have handed over.
 */
final class PeerRecogniser implements Recogniser {
    /** Name of the attribute that holds the codes of identity attributes, for {@code access.conditions}. */
    static final String IDENTITY_ATTRIBUTES = "identity_attributes";

    /**
     * Where the authority tells that schemas changed. Its gateway has a certificate and asks nobody for a proof of its own;
     * the event only makes the node read the schemas again.
     */
    private static final String SCHEMA_EVENTS = "/schemas/events";

    private final SimplSettings settings;
    private final Tier2Trust trust;
    private final PresentedProofs proofs;
    private final PeerLog log;

    PeerRecogniser(SimplSettings settings, Tier2Trust trust, PresentedProofs proofs, PeerLog log) {
        this.settings = settings;
        this.trust = trust;
        this.proofs = proofs;
        this.log = log;
    }

    @Override
    public Optional<Principal> recognise(Exchange exchange) {
        List<X509Certificate> chain = exchange.peerCertificates();
        if (PeerRoutes.isOwn(exchange.rawPath())) {
            return Optional.empty();
        }
        if (chain.isEmpty()) {
            // What is open to everybody is so at the node's main address; here everybody has a certificate.
            throw Unauthorized.because("no client certificate at tier 2", "No client certificate was shown");
        }
        requireInForce(chain);
        X509Certificate own = chain.getFirst();
        Optional<VerifiedProof> proof = proofs.of(own);
        if (proof.isPresent()) {
            log.seen(proof.get());
            requireAttribute(proof.get());
            return Optional.of(principal(proof.get()));
        }
        if (exchange.rawPath().equals(SCHEMA_EVENTS)
                || settings.tier2().withoutProof().stream().anyMatch(exchange.rawPath()::startsWith)) {
            String id = CredentialId.of(own);
            return Optional.of(Principal.participant(
                    id, own.getSubjectX500Principal().getName(), Map.of("credential_id", List.of(id))));
        }
        throw Unauthorized.because(
                "no ephemeral proof is at hand of "
                        + own.getSubjectX500Principal().getName(),
                "No valid ephemeral proof of this participant is at hand; hand one over at /tier2/v2/ephemeralProof");
    }

    /** @throws ProblemException Unauthorized, where the certificate is suspended, revoked, or its state unknown */
    void requireInForce(List<X509Certificate> chain) {
        try {
            trust.requireGood(chain);
        } catch (TrustException e) {
            log.refused(CredentialId.of(chain.getFirst()), e.safe());
            throw Unauthorized.because(e.reason(), e.safe());
        }
    }

    private void requireAttribute(VerifiedProof proof) {
        List<String> needs = settings.tier2().needs();
        if (!needs.isEmpty() && proof.attributes().stream().noneMatch(needs::contains)) {
            String reason = "Needed is one of the identity attributes " + String.join(", ", needs)
                    + "; the proof shows " + proof.attributes();
            log.refused(proof.credentialId(), reason);
            throw new ProblemException(
                    new Problem(ProblemType.FORBIDDEN, reason, Map.of("rule", "identity-attributes")));
        }
    }

    private Principal principal(VerifiedProof proof) {
        Set<Role> roles = new LinkedHashSet<>();
        proof.attributes().forEach(code -> settings.roles().getOrDefault(code, List.of()).stream()
                .map(Role::valueOf)
                .forEach(roles::add));
        return new Principal(
                proof.participantId(),
                Principal.Kind.PARTICIPANT,
                proof.organisation().isEmpty() ? proof.participantId() : proof.organisation(),
                roles,
                Map.of(
                        "credential",
                        List.of(Recipients.SIMPL_PARTICIPANT),
                        IDENTITY_ATTRIBUTES,
                        proof.attributes(),
                        "participant_id",
                        List.of(proof.participantId()),
                        "credential_id",
                        List.of(proof.credentialId())));
    }
}
