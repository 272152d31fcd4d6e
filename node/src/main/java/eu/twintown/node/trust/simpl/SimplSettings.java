package eu.twintown.node.trust.simpl;

import eu.twintown.node.trust.simpl.onboarding.ParticipantSettings;
import eu.twintown.node.trust.simpl.proof.ProofSettings;
import eu.twintown.node.trust.simpl.revocation.RevocationSettings;
import eu.twintown.node.trust.simpl.tier.AuthoritySettings;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The section {@code simpl} of the configuration: how this node takes part in a Simpl data space.
 *
 * @param roles identity attribute -> roles that its bearers have at this node; usually none
 * @param dataspace the Dataspace Protocol over tier 2
 */
public record SimplSettings(
        AuthoritySettings authority,
        ParticipantSettings participant,
        Listener tier2,
        ProofSettings proof,
        RevocationSettings revocation,
        Map<String, List<String>> roles,
        Dataspace dataspace) {

    /** Without the Dataspace Protocol at tier 2. */
    public SimplSettings(
            AuthoritySettings authority,
            ParticipantSettings participant,
            Listener tier2,
            ProofSettings proof,
            RevocationSettings revocation,
            Map<String, List<String>> roles) {
        this(authority, participant, tier2, proof, revocation, roles, Dataspace.NONE);
    }

    /**
     * The Dataspace Protocol over tier 2.
     *
     * @param offered whether this node names its endpoints at tier 2 to others, and no others
     * @param peers host names of other participants' tier 2, which are asked with certificate and proof; {@code *.} at the
     *     beginning stands for any name below
     */
    public record Dataspace(boolean offered, List<String> peers) {
        /** Not at tier 2. */
        public static final Dataspace NONE = new Dataspace(false, List.of());

        public Dataspace {
            peers = List.copyOf(peers);
        }

        /** Whether this address is that of a peer's tier 2. */
        public boolean isPeer(URI address) {
            String host = address.getHost();
            return "https".equals(address.getScheme())
                    && host != null
                    && peers.stream()
                            .anyMatch(name ->
                                    name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
        }
    }

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
        return new SimplSettings(authority, participant, other, proof, revocation, roles, dataspace);
    }
}
