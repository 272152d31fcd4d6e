package eu.twintown.node.http.tls;

import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * TLS of outgoing requests: whom the node trusts, and what it shows when it is asked.
 *
 * @param identity the own certificate; empty = none is shown
 */
public record ClientTls(Optional<LiveIdentity> identity, X509TrustManager trust) {

    /** Shows no certificate. */
    public static ClientTls trusting(X509TrustManager trust) {
        return new ClientTls(Optional.empty(), trust);
    }

    /** The context of all handshakes, and so of the resumable sessions. */
    public SSLContext context() {
        return ServerTls.context(identity.orElseGet(LiveIdentity::none), trust);
    }
}
