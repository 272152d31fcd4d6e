package eu.twintown.node.trust.simpl.tier;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where the data space's authority is and how it is spoken to.
 *
 * @param tier1 base URL for people, without a slash at the end
 * @param tier2 base URL for agents, without a slash at the end
 * @param prefixes path prefix of each service, such as {@code /identity-provider}; usually empty
 * @param anchors trust anchors of tier 2; none = those of the certificate chain that the authority issues
 * @param timeout longest wait for one answer
 */
public record AuthoritySettings(
        URI tier1,
        URI tier2,
        Version version,
        Map<Service, String> prefixes,
        SignIn signIn,
        List<X509Certificate> anchors,
        Duration timeout) {

    /** Which version of the interfaces is spoken. */
    public enum Version {
        /** The second, and the first where that is not there. */
        AUTO,
        V1,
        V2
    }

    /**
     * The account at tier 1.
     *
     * @param username empty = the one that is given with the onboarding request
     */
    public record SignIn(URI tokenUrl, String clientId, String username, String password) {
        @Override
        public String toString() {
            return "SignIn[" + username + " at " + tokenUrl + "]";
        }
    }

    public AuthoritySettings {
        prefixes = Map.copyOf(prefixes);
        anchors = List.copyOf(anchors);
    }

    /** The address of something at tier 1. */
    public URI tier1(Service service, String path) {
        return URI.create(tier1 + prefixes.getOrDefault(service, "") + path);
    }

    /** The address of something at tier 2. */
    public URI tier2(Service service, String path) {
        return URI.create(tier2 + prefixes.getOrDefault(service, "") + path);
    }
}
