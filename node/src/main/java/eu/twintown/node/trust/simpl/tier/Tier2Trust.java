package eu.twintown.node.trust.simpl.tier;

import eu.twintown.node.http.tls.TrustAnchors;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.simpl.onboarding.Installed;
import eu.twintown.node.trust.simpl.revocation.CertificateStatus;
import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trust of tier 2: paths up to the data space's anchors as they are now, and the state of the certificates.
 *
 * <p>Servers' certificates are checked in the handshake, with the OCSP answer that the server may have sent along, and
 * again before each request, because resumed sessions and kept connections have no such check. Clients' certificates are
 * checked with each request only.
 */
public final class Tier2Trust extends X509ExtendedTrustManager {
    private final Installed installed;
    private final CertificateStatus status;
    private final Map<String, List<X509Certificate>> seen = new ConcurrentHashMap<>();
    private volatile X509ExtendedTrustManager paths;

    public Tier2Trust(Installed installed, CertificateStatus status) {
        this.installed = installed;
        this.status = status;
        this.paths = TrustAnchors.of(installed.anchors());
        installed.onChange(() -> paths = TrustAnchors.of(installed.anchors()));
    }

    /**
     * Checks the certificate that this server showed last, where one is known.
     *
     * @throws TrustException where it is revoked or suspended, or its state cannot be found out
     */
    void requireGood(URI server) {
        List<X509Certificate> chain = seen.get(place(server.getHost(), server.getPort()));
        if (chain != null) {
            requireGood(chain);
        }
    }

    /** @throws TrustException where the first certificate is not in force */
    public void requireGood(List<X509Certificate> chain) {
        X509Certificate own = chain.getFirst();
        status.require(own, issuer(chain));
    }

    private X509Certificate issuer(List<X509Certificate> chain) {
        return installed
                .issuer(chain.getFirst(), chain)
                .orElseThrow(() -> new TrustException(
                        "status",
                        "The certificate's issuer is not known",
                        "the certificate of "
                                + chain.getFirst().getSubjectX500Principal().getName() + " came without its issuer's"));
    }

    private void checkState(X509Certificate[] shown, @Nullable SSLSession session) throws CertificateException {
        List<X509Certificate> chain = Arrays.asList(shown);
        try {
            if (session instanceof ExtendedSSLSession extended
                    && !extended.getStatusResponses().isEmpty()) {
                status.stapled(
                        shown[0], issuer(chain), extended.getStatusResponses().getFirst());
            }
            requireGood(chain);
        } catch (TrustException e) {
            throw new CertificateException(e.reason());
        }
        if (session != null) {
            seen.put(place(session.getPeerHost(), session.getPeerPort()), chain);
        }
    }

    private static String place(@Nullable String host, int port) {
        return (host == null ? "" : host.toLowerCase(Locale.ROOT)) + ":" + (port < 0 ? 443 : port);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        paths.checkServerTrusted(chain, authType, socket);
        checkState(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        paths.checkServerTrusted(chain, authType, engine);
        checkState(chain, engine.getHandshakeSession());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        paths.checkServerTrusted(chain, authType);
        checkState(chain, null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        paths.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        paths.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        paths.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return paths.getAcceptedIssuers();
    }
}
