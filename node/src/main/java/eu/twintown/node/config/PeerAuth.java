package eu.twintown.node.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How this node proves to a peer who it is.
 *
 * @param did the peer's DID, where it is not the did:web of its address; for DCP
 * @param oauth2 for OAuth2
 * @param mtls for mutual TLS
 */
public record PeerAuth(Method method, Optional<String> did, Optional<OAuth2> oauth2, Optional<Mtls> mtls) {

    /** What nodes do unless told otherwise: the Decentralized Claims Protocol with the did:web of the peer's address. */
    public static final PeerAuth DCP = new PeerAuth(Method.DCP, Optional.empty(), Optional.empty(), Optional.empty());

    /** Kinds of proof. */
    public enum Method {
        DCP,
        OAUTH2,
        MTLS,
        NONE
    }

    /** Client credentials (RFC 6749, section 4.4). */
    public record OAuth2(URI tokenUrl, String clientId, String clientSecret, Optional<String> scope) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "OAuth2[" + tokenUrl + ", " + clientId + "]";
        }
    }

    /**
     * A client certificate, as PEM files.
     *
     * @param certificate the chain, the client's own first
     * @param trust certificates of those who may have issued the server's; empty = those of the system
     */
    public record Mtls(Path certificate, Path key, Optional<Path> trust) {}
}
