package eu.twintown.node.http.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * TLS of a listener.
 *
 * @param clientTrust decides on certificates that clients show
 * @param protocols names such as {@code TLSv1.3}
 */
public record ServerTls(
        LiveIdentity identity, ClientAuth clientAuth, X509TrustManager clientTrust, List<String> protocols) {

    /** TLS 1.3, and 1.2 for those who have nothing newer; what is older has been withdrawn (RFC 8996). */
    public static final List<String> CURRENT = List.of("TLSv1.3", "TLSv1.2");

    /** Whether clients show certificates. */
    public enum ClientAuth {
        /** They are not asked. */
        NONE,
        /** They are asked, and may show none. */
        WANT,
        /** Who shows none gets no connection. */
        NEED
    }

    static {
        // Sessions are kept here and not in tickets, so that they end when this node wants it. (Those of tickets are
        // not
        // resumed at all, because Helidon sets an empty endpoint identification, which a ticket does not bring back.)
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
    }

    public ServerTls {
        protocols = List.copyOf(protocols);
    }

    /** Without client certificates. */
    public static ServerTls of(LiveIdentity identity) {
        return new ServerTls(identity, ClientAuth.NONE, new Nobody(), CURRENT);
    }

    /** The same listener, which asks clients for certificates. */
    public ServerTls askingClients(ClientAuth auth, X509TrustManager trust) {
        return new ServerTls(identity, auth, trust, protocols);
    }

    /** The context of all the listener's handshakes, and so of its resumable sessions. */
    public SSLContext context() {
        return context(identity, clientTrust);
    }

    static SSLContext context(KeyManager keys, TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }
}
