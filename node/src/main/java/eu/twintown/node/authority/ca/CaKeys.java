package eu.twintown.node.authority.ca;

import eu.twintown.node.authority.api.Kept;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.store.document.Documents;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;

/** The authority's private keys with their certificates, kept in the store; the keys lie there encrypted. */
final class CaKeys {
    private final Kept<Sealed> kept;
    private final Sealing sealing;

    /** @param key the private key (PKCS #8), encrypted */
    record Sealed(String key, String certificate) {}

    CaKeys(Documents documents, Sealing sealing) {
        this.kept = new Kept<>(documents, "authority-key", Sealed.class);
        this.sealing = sealing;
    }

    /** The key of this name; made and kept where there is none. */
    Authorities.Holder get(String name, Function<KeyPair, X509Certificate> certify) {
        return kept.find(name).map(found -> opened(name, found)).orElseGet(() -> replace(name, certify));
    }

    /** A fresh key in the place of an older one. */
    Authorities.Holder replace(String name, Function<KeyPair, X509Certificate> certify) {
        KeyPair pair = CertificateAuthority.newPair();
        X509Certificate certificate = certify.apply(pair);
        String secret = sealing.seal().apply(context(name), pair.getPrivate().getEncoded());
        kept.put(name, new Sealed(secret, Pem.of(List.of(certificate))));
        return new Authorities.Holder(pair.getPrivate(), certificate);
    }

    private Authorities.Holder opened(String name, Sealed found) {
        byte[] key = sealing.unseal().apply(context(name), found.key());
        return new Authorities.Holder(
                CertificateAuthority.privateKey(key),
                Pem.certificates(found.certificate()).getFirst());
    }

    private static String context(String name) {
        return "authority-key/" + name;
    }
}
