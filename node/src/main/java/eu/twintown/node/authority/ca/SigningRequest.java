package eu.twintown.node.authority.ca;

import eu.twintown.node.authority.api.SimplProblem;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A certificate signing request (PKCS #10, RFC 2986) that was found in order: ECDSA with P-256, signed by its own key, the
 * common name a host name.
 *
 * @param commonName host name of the applicant's tier-2 gateway
 */
public record SigningRequest(
        String commonName, String organization, String organizationalUnit, String country, PublicKey key, String pem) {

    private static final int LONGEST = 20_000;
    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    /**
     * Reads and checks a request in PEM form.
     *
     * @throws eu.twintown.kernel.problem.ProblemException bad request, telling what is wrong
     */
    public static SigningRequest parse(String pem) {
        if (pem.length() > LONGEST) {
            throw SimplProblem.badRequest("The certificate signing request is too long");
        }
        JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(parsed(pem));
        PublicKey key = key(request);
        X500Name subject = request.getSubject();
        String host = part(subject, BCStyle.CN, "common name (CN)");
        if (!HOST.matcher(host).matches()) {
            throw SimplProblem.badRequest("The common name '" + host
                    + "' must be the host name of the tier-2 gateway, such as t2.city.example");
        }
        String country = part(subject, BCStyle.C, "country (C)");
        if (!COUNTRY.matcher(country).matches()) {
            throw SimplProblem.badRequest("The country '" + country + "' must be a two-letter code, such as DE");
        }
        return new SigningRequest(
                host,
                part(subject, BCStyle.O, "organization (O)"),
                part(subject, BCStyle.OU, "organizational unit (OU)"),
                country,
                key,
                pem);
    }

    private static PKCS10CertificationRequest parsed(String pem) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                return request;
            }
        } catch (IOException | RuntimeException e) {
            throw SimplProblem.badRequest("The certificate signing request cannot be read: " + e.getMessage());
        }
        throw SimplProblem.badRequest(
                "A certificate signing request in PEM form is expected (-----BEGIN CERTIFICATE REQUEST-----)");
    }

    private static PublicKey key(JcaPKCS10CertificationRequest request) {
        try {
            var algorithm = request.getSubjectPublicKeyInfo().getAlgorithm();
            if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                    || !SECObjectIdentifiers.secp256r1.equals(algorithm.getParameters())
                    || !(request.getPublicKey() instanceof ECPublicKey key)) {
                throw SimplProblem.badRequest("The key must be an elliptic-curve key on P-256 (secp256r1)");
            }
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw SimplProblem.badRequest("The request is not signed by the key that it names");
            }
            return key;
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw SimplProblem.badRequest("The key or signature of the request cannot be used: " + e.getMessage());
        }
    }

    private static String part(X500Name subject, ASN1ObjectIdentifier type, String called) {
        RDN[] parts = subject.getRDNs(type);
        String value =
                parts.length == 1 ? IETFUtils.valueToString(parts[0].getFirst().getValue()) : "";
        if (value.isBlank() || value.length() > 64) {
            throw SimplProblem.badRequest("The subject must have exactly one " + called + " of 1 to 64 characters");
        }
        return value;
    }
}
