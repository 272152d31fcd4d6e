package eu.twintown.node.trust.simpl.check;

import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the acceptance script is run against.
 *
 * @param tokenUrl where accounts of tier 1 sign in
 * @param keep folder for the keys and memberships of the two participants, so that a run can be taken up again
 * @param hosts host names of the two participants, for their certificates; they need not exist in the DNS
 * @param anchors trust anchors of tier 2; none = those of the certificate chain
 * @param participantTypes as what the two apply; the first publishes, the second finds
 * @param notary an account that approves requests; empty = people do, and the script waits
 * @param manager an account that suspends credentials; empty = that step is left out
 * @param patience how long it waits for people
 * @param fresh how long the state of a certificate is kept without asking again
 * @param allow hosts and networks that may be reached although private
 */
public record CheckPlan(
        URI tier1,
        URI tier2,
        URI tokenUrl,
        Path keep,
        List<String> hosts,
        List<X509Certificate> anchors,
        List<String> participantTypes,
        Optional<Staff> notary,
        Optional<Staff> manager,
        Duration patience,
        Duration fresh,
        List<String> allow) {

    /** An account at tier 1. */
    public record Staff(String username, String password) {
        @Override
        public String toString() {
            return "Staff[" + username + "]";
        }
    }
}
