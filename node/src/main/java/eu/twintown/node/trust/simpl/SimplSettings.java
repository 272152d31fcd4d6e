package eu.twintown.node.trust.simpl;

import eu.twintown.node.trust.simpl.onboarding.ParticipantSettings;
import eu.twintown.node.trust.simpl.proof.ProofSettings;
import eu.twintown.node.trust.simpl.revocation.RevocationSettings;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings;
import java.util.List;
import java.util.Map;

/**
 * The section {@code simpl} of the configuration: how this node takes part in a Simpl data space.
 *
 * @param roles identity attribute -> roles that its bearers have at this node; usually none
 */
public record SimplSettings(
        AuthoritySettings authority,
        ParticipantSettings participant,
        Listener tier2,
        ProofSettings proof,
        RevocationSettings revocation,
        Map<String, List<String>> roles) {

    /**
     * The listener for other participants.
     *
     * @param needs identity attributes of which a peer needs one to read anything; none = each participant may
     * @param withoutProof beginnings of paths where the certificate is proof enough
     */
    public record Listener(String host, int port, List<String> needs, List<String> withoutProof) {
        public Listener {
            needs = List.copyOf(needs);
            withoutProof = List.copyOf(withoutProof);
        }
    }

    public SimplSettings {
        roles = Map.copyOf(roles);
    }

    /** The same with another listener. */
    SimplSettings with(Listener other) {
        return new SimplSettings(authority, participant, other, proof, revocation, roles);
    }
}
