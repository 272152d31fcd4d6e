package eu.twintown.node.authority.tier2;

import eu.twintown.node.authority.api.RoutePolicy;
import eu.twintown.node.authority.api.SimplProblem;
import eu.twintown.node.authority.participants.Credential;
import eu.twintown.node.authority.participants.CredentialStatus;
import eu.twintown.node.authority.participants.Participants;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Guard;
import eu.twintown.node.http.RouteTable;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * Stands before every route of the agents' listener: the caller's certificate must be one that the authority issued and
 * that is in force now, and most routes want the caller's ephemeral proof handed over before. The state of a certificate
 * is looked up where the OCSP responder has it from, so that a suspension takes effect with the next request.
 */
public final class Tier2Guard implements Guard {
    private static final String PROOF = "proof";

    private final RoutePolicy policy;
    private final Participants participants;
    private final HeldProofs proofs;
    private final ProofMode mode;

    Tier2Guard(RoutePolicy policy, Participants participants, HeldProofs proofs, ProofMode mode) {
        this.policy = policy;
        this.participants = participants;
        this.proofs = proofs;
        this.mode = mode;
    }

    /**
     * Where proofs are asked for.
     *
     * @param asked false = nowhere
     * @param exempt beginnings of paths where none is asked for, as some deployments have it for their catalogue
     */
    public record ProofMode(boolean asked, List<String> exempt) {
        boolean applies(String path) {
            return asked && exempt.stream().noneMatch(path::startsWith);
        }
    }

    @Override
    public Object admit(Exchange exchange, RouteTable.Route route) {
        Set<String> needs = policy.needs(route);
        if (needs.contains(RoutePolicy.ANYONE)) {
            return RoutePolicy.ANYONE;
        }
        Caller caller = caller(exchange.peerCertificates());
        exchange.header("Credential-Id").ifPresent(id -> requireSame(id, caller));
        if (needs.contains(PROOF)
                && mode.applies(exchange.rawPath())
                && !proofs.has(caller.credential().id())) {
            throw SimplProblem.unauthorized(
                    "No valid ephemeral proof of this agent is at hand; hand one over first (ephemeralProof)");
        }
        return caller;
    }

    private Caller caller(List<X509Certificate> certificates) {
        if (certificates.isEmpty()) {
            throw SimplProblem.missingTier2Credential("No client certificate was shown");
        }
        X509Certificate own = certificates.getFirst();
        Credential credential = participants
                .of(own)
                .orElseThrow(() -> SimplProblem.missingTier2Credential("The certificate was not issued here"));
        CredentialStatus status = credential.status(participants.now());
        if (status != CredentialStatus.VALID) {
            throw SimplProblem.missingTier2Credential("The credential is " + status);
        }
        return new Caller(participants.get(credential.participantId()), credential, own);
    }

    /** Version 1 has the header; a gateway sets it from the certificate, so that nobody can speak for another. */
    private static void requireSame(String header, Caller caller) {
        String told = eu.twintown.node.authority.participants.CredentialId.normal(header);
        if (!told.equals(caller.credential().id())) {
            throw SimplProblem.missingTier2Credential("The header Credential-Id names another credential");
        }
    }
}
