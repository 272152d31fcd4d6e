package eu.twintown.node.trust.gaiax;

import eu.twintown.node.trust.credential.Check;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialVerifier;
import eu.twintown.node.trust.credential.Credentials;
import eu.twintown.node.trust.credential.Expectation;
import eu.twintown.node.trust.credential.Verdict;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.TrustException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Verifies a compliance credential of a Gaia-X clearing house without asking the clearing house: like any credential, and
 * that what it finds compliant are these very credentials, by their digests.
 *
 * <p>Two shapes are read: {@code gx:integrity} of one credential, as {@code sha256-} and hexadecimal digits over its
 * canonical JSON (RFC 8785), and the list {@code gx:compliantCredentials} of Loire with {@code gx:digestSRI} each. Where
 * the latter digest is taken over the token as it is passed on instead of the canonical JSON, that is accepted too; what
 * is proved is the same.
 */
public final class ComplianceVerifier {
    private static final Set<String> TYPES =
            Set.of("gx:compliance", "gx:LabelCredential", "gx:ComplianceCredential", "GaiaXComplianceCredential");
    private static final String NAME = "integrity";
    private static final String ALGORITHM = "sha256-";

    private final CredentialVerifier verifier;

    public ComplianceVerifier(CredentialVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Verifies.
     *
     * @param compliance the compliance credential
     * @param credentials what it is about, each as it is passed on
     * @return the checks of the compliance credential, and one named {@code integrity} for each of the others
     */
    public Verdict verify(String compliance, List<String> credentials) {
        Verdict verdict = verifier.verify(compliance, Expectation.any());
        if (verdict.credential().isEmpty()) {
            return verdict;
        }
        List<Check> checks = new ArrayList<>(verdict.checks());
        Credential judged = verdict.credential().get();
        checks.add(type(judged));
        Set<String> digests = digests(judged.claims());
        if (credentials.isEmpty() || digests.isEmpty()) {
            checks.add(Check.fail(NAME, "The compliance is about nothing", "No credential, or no digest, to compare"));
        }
        credentials.forEach(credential -> checks.add(integrity(credential, digests)));
        return new Verdict(verdict.credential(), checks);
    }

    private static Check type(Credential judged) {
        String inside = judged.claims().path("type").asString("");
        boolean known = TYPES.contains(inside) || judged.types().stream().anyMatch(TYPES::contains);
        return known
                ? Check.pass("type", String.join(", ", judged.types()))
                : Check.fail("type", "This is no compliance credential", "It is " + judged.types() + ", " + inside);
    }

    private static Set<String> digests(JsonNode claims) {
        List<JsonNode> stated = new ArrayList<>();
        stated.add(claims.path("gx:integrity"));
        for (JsonNode compliant : claims.path("gx:compliantCredentials").values()) {
            stated.add(compliant.path("gx:digestSRI"));
            stated.add(compliant.path("digestSRI"));
        }
        return stated.stream()
                .map(digest -> digest.asString(""))
                .filter(digest -> !digest.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Check integrity(String text, Set<String> digests) {
        try {
            Credential credential = Credentials.parse(text);
            byte[] canonical = CanonicalJson.of(Jws.parse(text).claims());
            byte[] token = text.getBytes(StandardCharsets.US_ASCII);
            boolean there = matches(canonical, digests) || matches(token, digests);
            return there
                    ? Check.pass(NAME, "the digest of " + credential.id() + " is the stated one")
                    : Check.fail(
                            NAME,
                            "The compliance is about another credential",
                            "The digest of " + credential.id() + " is none of " + digests);
        } catch (TrustException e) {
            return Check.fail(NAME, e.safe(), e.reason());
        } catch (IllegalArgumentException e) {
            return Check.fail(NAME, "The credential cannot be read", String.valueOf(e.getMessage()));
        }
    }

    /** In hexadecimal digits, as Gaia-X writes it, or in base64 as Subresource Integrity does. */
    private static boolean matches(byte[] content, Set<String> digests) {
        byte[] sha = sha256(content);
        return digests.contains(ALGORITHM + HexFormat.of().formatHex(sha))
                || digests.contains(ALGORITHM + Base64.getEncoder().encodeToString(sha));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
