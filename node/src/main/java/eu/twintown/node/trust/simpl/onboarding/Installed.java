package eu.twintown.node.trust.simpl.onboarding;

import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.http.tls.TlsIdentity;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.node.trust.key.SigningKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The certificate in use: shown in handshakes of both directions, with the trust anchors that go with it. */
public final class Installed {
    private final MembershipStore store;
    private final KeyRing keys;
    private final List<X509Certificate> configured;
    private final LiveIdentity identity = LiveIdentity.none();
    private final List<Runnable> listeners = new ArrayList<>();

    /** @param configured trust anchors of the configuration; none = those of the chain */
    public Installed(MembershipStore store, KeyRing keys, List<X509Certificate> configured) {
        this.store = store;
        this.keys = keys;
        this.configured = configured;
        use();
    }

    /** For both directions of TLS. */
    public LiveIdentity identity() {
        return identity;
    }

    /** Is run after each change of the certificate. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** The chain, own certificate first; empty = none is installed. */
    public List<X509Certificate> chain() {
        return identity.current().map(TlsIdentity::chain).orElse(List.of());
    }

    public Optional<X509Certificate> certificate() {
        return identity.current().map(TlsIdentity::certificate);
    }

    /** The key of the certificate in use. */
    public Optional<SigningKey> key() {
        return store.get().kid().flatMap(keys::find);
    }

    /** Who is trusted at tier 2. */
    public Collection<X509Certificate> anchors() {
        if (!configured.isEmpty()) {
            return configured;
        }
        List<X509Certificate> chain = chain();
        List<X509Certificate> authorities = chain.stream()
                .filter(certificate -> certificate.getBasicConstraints() >= 0)
                .toList();
        List<X509Certificate> roots = authorities.stream()
                .filter(certificate ->
                        certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .toList();
        if (!roots.isEmpty()) {
            return roots;
        }
        return authorities.isEmpty() ? List.of() : List.of(authorities.getLast());
    }

    /** The certificate that issued this one, where it is in its chain or among the anchors. */
    public Optional<X509Certificate> issuer(X509Certificate certificate, Collection<X509Certificate> shown) {
        List<X509Certificate> candidates = new ArrayList<>(shown);
        candidates.addAll(anchors());
        candidates.addAll(chain());
        return candidates.stream()
                .filter(candidate -> candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(candidate -> candidate.getBasicConstraints() >= 0)
                .findFirst();
    }

    /**
     * Takes a chain into use; stored before it takes effect.
     *
     * @throws IllegalArgumentException where it is no chain, or not for this key
     */
    public void install(String pem, SigningKey key) {
        TlsIdentity fresh = new TlsIdentity(Pem.certificates(pem), key.privateKey());
        store.update(json -> json.put(Membership.CHAIN, Pem.of(fresh.chain()))
                .put(Membership.KEY, key.kid())
                .put(Membership.ANNOUNCE, true));
        use();
    }

    private void use() {
        Membership now = store.get();
        if (now.chain().isPresent() && key().isPresent()) {
            identity.replace(new TlsIdentity(
                    Pem.certificates(now.chain().get()), key().get().privateKey()));
            listeners.forEach(Runnable::run);
        }
    }
}
