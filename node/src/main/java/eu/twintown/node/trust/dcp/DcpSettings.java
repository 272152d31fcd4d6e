package eu.twintown.node.trust.dcp;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How this node takes part in DCP.
 *
 * @param base where its credential service is reached; the issuer service is below it at {@code /issuer}
 * @param require types of the credentials that a caller must present
 * @param tokenLife how long self-issued tokens and the access tokens in them live
 * @param sessionLife how long a verified caller is remembered
 * @param clockTolerance how far two clocks may be apart
 */
public record DcpSettings(
        URI base, List<String> require, Duration tokenLife, Duration sessionLife, Duration clockTolerance) {

    /** Type of the service in a DID document that keeps credentials. */
    public static final String CREDENTIAL_SERVICE = "CredentialService";

    /** Type of the service in a DID document that issues credentials. */
    public static final String ISSUER_SERVICE = "IssuerService";

    public DcpSettings {
        require = List.copyOf(require);
    }

    /** Membership required, five minutes, a minute of tolerance. */
    public static DcpSettings at(URI base) {
        return new DcpSettings(
                base,
                List.of("MembershipCredential"),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofSeconds(60));
    }

    public URI issuerBase() {
        return URI.create(base + "/issuer");
    }
}
