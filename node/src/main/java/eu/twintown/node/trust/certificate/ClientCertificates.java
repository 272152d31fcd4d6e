package eu.twintown.node.trust.certificate;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.tls.ServerTls;
import eu.twintown.node.http.tls.ServerTls.ClientAuth;
import eu.twintown.node.http.tls.TrustAnchors;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.Recogniser;
import eu.twintown.node.trust.Unauthorized;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.simpl.revocation.CertificateStatus;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Recognises another organisation's node by its TLS client certificate, issued by an authority of the data space
 * (RFC 8446, section 4.4.2). The handshake has checked the path and that the client holds the key; the state of the
 * certificate is looked up with each request, because connections live longer than a revocation may wait.
 *
 * <p>Who it is: what the configuration says for the certificate's common name; else the DID that stands in the certificate
 * as URI (RFC 5280, section 4.2.1.6); else {@code x509:} and its subject. A request that carries another proof
 * ({@code Authorization}) is judged by that alone.
 */
public final class ClientCertificates implements Recogniser {
    /** Stands where others have types of credentials. */
    public static final String CREDENTIAL = "DataSpaceCertificate";

    private static final int URI_NAME = 6;

    private final ClientCertificateSettings settings;
    private final CertificateStatus status;

    /** @param send makes a request that leaves the node: to OCSP responders, for revocation lists */
    public ClientCertificates(
            ClientCertificateSettings settings, Function<Request, Response> send, InstantSource clock) {
        this.settings = settings;
        this.status = new CertificateStatus(settings.revocation(), send, clock);
    }

    /** The same listener, which asks clients for certificates; people's browsers need none. */
    public ServerTls asking(ServerTls tls) {
        return tls.askingClients(ClientAuth.WANT, TrustAnchors.of(settings.authorities()));
    }

    @Override
    public Optional<Principal> recognise(Exchange exchange) {
        List<X509Certificate> chain = exchange.peerCertificates();
        if (chain.isEmpty() || exchange.header("Authorization").isPresent()) {
            return Optional.empty();
        }
        X509Certificate own = chain.getFirst();
        try {
            status.require(own, issuer(own, chain));
        } catch (TrustException e) {
            throw Unauthorized.because(e.reason(), e.safe());
        }
        return Optional.of(principal(own));
    }

    private X509Certificate issuer(X509Certificate own, List<X509Certificate> chain) {
        for (List<X509Certificate> candidates : List.of(settings.authorities(), chain.subList(1, chain.size()))) {
            for (X509Certificate candidate : candidates) {
                if (candidate.getSubjectX500Principal().equals(own.getIssuerX500Principal())
                        && hasSigned(candidate, own)) {
                    return candidate;
                }
            }
        }
        throw new TrustException(
                "status",
                "The certificate's issuer is not known",
                "the certificate of " + own.getSubjectX500Principal().getName() + " came without its issuer's");
    }

    private static boolean hasSigned(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Principal principal(X509Certificate own) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        attributes.put("credential", List.of(CREDENTIAL));
        attributes.put("issuer", List.of(own.getIssuerX500Principal().getName()));
        String subject = own.getSubjectX500Principal().getName();
        String name = subject;
        String commonName = "";
        for (Rdn part : parts(subject)) {
            String type = part.getType().toUpperCase(java.util.Locale.ROOT);
            String value = String.valueOf(part.getValue());
            attributes.put("subject." + type, List.of(value));
            commonName = type.equals("CN") ? value : commonName;
            name = type.equals("O") ? value : name;
        }
        String id = Optional.ofNullable(settings.participants().get(commonName))
                .or(() -> did(own))
                .orElse("x509:" + subject);
        return Principal.participant(id, name, attributes);
    }

    private static List<Rdn> parts(String subject) {
        try {
            return new LdapName(subject).getRdns();
        } catch (InvalidNameException e) {
            return List.of();
        }
    }

    private static Optional<String> did(X509Certificate own) {
        try {
            return Optional.ofNullable(own.getSubjectAlternativeNames()).stream()
                    .flatMap(names -> names.stream())
                    .filter(name -> Integer.valueOf(URI_NAME).equals(name.getFirst()))
                    .map(name -> String.valueOf(name.get(1)))
                    .filter(uri -> uri.startsWith("did:"))
                    .findFirst();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
