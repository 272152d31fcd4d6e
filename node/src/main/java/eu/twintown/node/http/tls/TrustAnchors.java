package eu.twintown.node.http.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes trust managers: path validation (RFC 5280) up to given anchors, with the host name where it is a server. */
public final class TrustAnchors {
    private TrustAnchors() {}

    /** Trusts what was issued under these; none = nobody. */
    public static X509ExtendedTrustManager of(Collection<X509Certificate> anchors) {
        if (anchors.isEmpty()) {
            return new Nobody();
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate anchor : anchors) {
                store.setCertificateEntry("anchor-" + number++, anchor);
            }
            return manager(store);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the trust anchors cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The anchors of a PEM file. */
    public static X509ExtendedTrustManager ofPem(Path file) {
        try {
            return of(Pem.certificates(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The anchors that the Java runtime brings: the public web. */
    public static X509ExtendedTrustManager system() {
        try {
            return manager(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new IllegalStateException("this Java runtime has no PKIX trust manager");
    }
}
