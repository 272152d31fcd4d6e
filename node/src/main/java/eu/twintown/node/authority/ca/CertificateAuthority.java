package eu.twintown.node.authority.ca;

import eu.twintown.node.authority.ca.CertificateMaker.Order;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The data space's certification authority: a root, and under it an onboarding CA that certifies tier-2 gateways. Made at
 * the first start, then always the same: whoever trusts the root goes on trusting it after a restart.
 */
public final class CertificateAuthority {
    static final String ROOT = "root";
    static final String ONBOARDING = "onboarding";

    private static final Duration ROOT_LIFE = Duration.ofDays(3650);
    private static final Duration ONBOARDING_LIFE = Duration.ofDays(1825);

    private final CaKeys keys;
    private final CertificateMaker maker;
    private final InstantSource clock;
    private final Identity identity;
    private final Authorities authorities;

    /**
     * Who the authority is.
     *
     * @param name name of the data space, stands in the names of the CAs
     * @param country two-letter code
     * @param gateway host name of the authority's own tier-2 gateway
     * @param pki where OCSP, CRLs and issuers' certificates are found
     */
    public record Identity(String name, String country, String gateway, URI pki) {}

    CertificateAuthority(CaKeys keys, Identity identity, InstantSource clock) {
        this.keys = keys;
        this.identity = identity;
        this.clock = clock;
        this.maker = new CertificateMaker(identity.pki());
        Authorities.Holder root = keys.get(ROOT, this::makeRoot);
        Authorities.Holder onboarding = keys.get(
                ONBOARDING,
                pair -> maker.issue(own(CertificateKind.ONBOARDING, "OnboardingCA", pair, List.of()), root, ROOT));
        Authorities.Holder proofs = keys.get(
                "proof-signer",
                pair -> maker.issue(own(CertificateKind.PROOF_SIGNER, "Proof Signer", pair, List.of()), root, ROOT));
        Authorities.Holder documents = current(
                "document-signer",
                identity.name() + " Document Signer",
                pair -> maker.issue(
                        own(CertificateKind.DOCUMENT_SIGNER, "Document Signer", pair, List.of()),
                        onboarding,
                        ONBOARDING));
        this.authorities = new Authorities(root, onboarding, proofs, documents, gateway(onboarding));
    }

    /** Keys come from {@code documents}, sealed by {@code sealing}. */
    public static CertificateAuthority open(
            eu.twintown.store.document.Documents documents, Sealing sealing, Identity identity, InstantSource clock) {
        return new CertificateAuthority(new CaKeys(documents, sealing), identity, clock);
    }

    public Authorities authorities() {
        return authorities;
    }

    /** The certificates that follow a participant's own: the onboarding CA's and the root's. */
    public List<X509Certificate> chain() {
        return List.of(
                authorities.onboarding().certificate(), authorities.root().certificate());
    }

    /** The chain of the authority's own gateway. */
    public List<X509Certificate> gatewayChain() {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(authorities.gateway().certificate());
        chain.addAll(chain());
        return chain;
    }

    /** The chain of the signer of documents. */
    public List<X509Certificate> documentChain() {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(authorities.documentSigner().certificate());
        chain.addAll(chain());
        return chain;
    }

    /** Whether the onboarding CA has issued this certificate; says nothing about its state. */
    public boolean hasIssued(X509Certificate certificate) {
        try {
            certificate.verify(authorities.onboarding().certificate().getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Certifies a tier-2 gateway; the chain with the new certificate first. */
    public List<X509Certificate> issue(SigningRequest request, Duration validity) {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, request.country())
                .addRDN(BCStyle.O, request.organization())
                .addRDN(BCStyle.OU, request.organizationalUnit())
                .addRDN(BCStyle.CN, request.commonName())
                .build();
        Order order = new Order(
                CertificateKind.AGENT, subject, request.key(), names(request.commonName()), clock.instant(), validity);
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(maker.issue(order, authorities.onboarding(), ONBOARDING));
        chain.addAll(chain());
        return chain;
    }

    /** The certificate and key that issued, by the short name that stands in paths. */
    Optional<Authorities.Holder> issuer(String name) {
        return Optional.ofNullable(Map.of(ROOT, authorities.root(), ONBOARDING, authorities.onboarding())
                .get(name));
    }

    Instant now() {
        return clock.instant();
    }

    private X509Certificate makeRoot(KeyPair pair) {
        return maker.selfSigned(own(CertificateKind.ROOT, "Root CA", pair, List.of()), pair.getPrivate());
    }

    private Authorities.Holder gateway(Authorities.Holder onboarding) {
        return current(
                "gateway",
                identity.gateway(),
                pair -> maker.issue(
                        own(CertificateKind.AGENT, "", pair, names(identity.gateway())), onboarding, ONBOARDING));
    }

    /** The kept certificate; made anew where it ends soon or names another. */
    private Authorities.Holder current(String key, String commonName, Function<KeyPair, X509Certificate> make) {
        Authorities.Holder kept = keys.get(key, make);
        boolean fits = kept.certificate().getSubjectX500Principal().getName().contains("CN=" + commonName)
                && kept.certificate()
                        .getNotAfter()
                        .toInstant()
                        .isAfter(clock.instant().plus(Duration.ofDays(30)));
        return fits ? kept : keys.replace(key, make);
    }

    private Order own(CertificateKind kind, String what, KeyPair pair, List<GeneralName> names) {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, identity.country())
                .addRDN(BCStyle.O, identity.name())
                .addRDN(BCStyle.OU, "Governance Authority")
                .addRDN(BCStyle.CN, what.isEmpty() ? identity.gateway() : identity.name() + " " + what)
                .build();
        Duration life = kind == CertificateKind.ROOT ? ROOT_LIFE : ONBOARDING_LIFE;
        return new Order(kind, subject, pair.getPublic(), names, clock.instant(), life);
    }

    /** On one machine a gateway is also reached by loopback names; a certificate for such a host says so. */
    private static List<GeneralName> names(String host) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, host));
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            if (!host.equals("localhost")) {
                names.add(new GeneralName(GeneralName.dNSName, "localhost"));
            }
            names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        }
        return names;
    }

    static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return java.security.KeyFactory.getInstance("EC")
                    .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A kept key cannot be read", e);
        }
    }
}
