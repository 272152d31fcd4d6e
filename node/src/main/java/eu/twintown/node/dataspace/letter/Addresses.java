package eu.twintown.node.dataspace.letter;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidService;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;

/** Where letters to a participant go: the service of its DID document that takes them. */
public final class Addresses {
    /** Type of the service in the DID document. */
    public static final String SERVICE = "DataspaceLetters";

    private final DidResolver resolver;

    public Addresses(DidResolver resolver) {
        this.resolver = resolver;
    }

    /** The service of this node. */
    public static DidService service(URI publicUrl) {
        return new DidService("#dataspace-letters", SERVICE, URI.create(trimmed(publicUrl) + "/dataspace"));
    }

    /**
     * The address of a participant, without a slash at the end.
     *
     * @throws ProblemException BadGateway where its DID names none
     */
    public URI of(String did) {
        try {
            return resolver.resolve(Did.parse(did))
                    .service(SERVICE)
                    .map(service -> URI.create(trimmed(service.endpoint())))
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.BAD_GATEWAY, "The DID document of " + did + " has no service " + SERVICE));
        } catch (TrustException e) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, did + " cannot be reached: " + e.safe());
        }
    }

    private static String trimmed(URI uri) {
        return uri.toString().replaceFirst("/+$", "");
    }
}
