package eu.twintown.node.trust.credential;

import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.ReplayGuard;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies credentials and presentations, with a reason for every check. What costs a request to a stranger (status list,
 * schema) is looked at only when signature and issuer are right, so that an unsigned text cannot make the node fetch
 * things.
 */
public final class CredentialVerifier {
    private final KeySource keys;
    private final IssuerTrust trust;
    private final StatusSource status;
    private final SchemaSource schema;
    private final Duration tolerance;
    private final InstantSource clock;
    private final SignatureCache signatures = new SignatureCache();
    private final PresentationVerifier presentations;
    private final boolean tolerant;

    /** @param tolerance how far the clocks of others may be apart from ours */
    public CredentialVerifier(
            KeySource keys,
            IssuerTrust trust,
            StatusSource status,
            SchemaSource schema,
            Duration tolerance,
            InstantSource clock) {
        this(keys, trust, status, schema, tolerance, false, clock);
    }

    /**
     * As the other, for partners who do not follow the data model in form.
     *
     * @param tolerant whether a credential of data model 1.1 may lack its context and its base type
     */
    public CredentialVerifier(
            KeySource keys,
            IssuerTrust trust,
            StatusSource status,
            SchemaSource schema,
            Duration tolerance,
            boolean tolerant,
            InstantSource clock) {
        this.keys = keys;
        this.trust = trust;
        this.status = status;
        this.schema = schema;
        this.tolerance = tolerance;
        this.clock = clock;
        this.tolerant = tolerant;
        this.presentations = new PresentationVerifier(this, keys, new ReplayGuard(clock), tolerance, clock);
    }

    /**
     * Reads a credential as this verifier does, without verifying it.
     *
     * @throws TrustException where its form is wrong or ambiguous
     */
    public Credential read(String text) {
        return Credentials.parse(text, tolerant);
    }

    boolean isTolerant() {
        return tolerant;
    }

    /** Verifies one credential of any format; an SD-JWT without its key binding. */
    public Verdict verify(String text, Expectation expected) {
        Credential credential;
        Jws jws;
        try {
            credential = read(text);
            jws = Jws.parse(text.indexOf('~') < 0 ? text : text.substring(0, text.indexOf('~')));
        } catch (TrustException e) {
            return new Verdict(Optional.empty(), List.of(Check.fail(e.check(), e.safe(), e.reason())));
        }
        List<Check> checks = new ArrayList<>();
        checks.add(Check.pass("form", credential.format().label()));
        Check signature = signature(credential, jws);
        Check issuer = issuer(credential);
        checks.add(signature);
        checks.add(issuer);
        checks.add(dates(credential));
        expected.holder().ifPresent(holder -> checks.add(binding(credential, holder)));
        expected.type().ifPresent(type -> checks.add(type(credential, type)));
        if (signature.passed() && issuer.passed()) {
            checks.add(status.check(credential));
            schema.check(credential).ifPresent(checks::add);
        }
        return new Verdict(Optional.of(credential), checks);
    }

    /** Verifies a presentation as JWT, of data model 1.1 (claim {@code vp}) or 2.0, and every credential in it. */
    public PresentationVerdict verifyPresentation(String text, PresentationExpectation expected) {
        return presentations.verify(text, expected);
    }

    /**
     * Verifies an SD-JWT credential that its holder presents: also the key binding, which must be made for this verifier
     * and nonce.
     */
    public Verdict verifySdJwt(String text, String audience, String nonce) {
        Verdict verdict = verify(text, Expectation.any());
        if (verdict.credential().isEmpty()) {
            return verdict;
        }
        List<Check> checks = new ArrayList<>(verdict.checks());
        checks.add(KeyBinding.check(SdJwt.parse(text), audience, nonce, tolerance, clock.instant()));
        return new Verdict(verdict.credential(), checks);
    }

    SignatureCache signatures() {
        return signatures;
    }

    private Check signature(Credential credential, Jws jws) {
        try {
            signatures.verify(jws, keys.key(credential.issuer(), jws, Relationship.ASSERTION_METHOD));
            return Check.pass("signature", "signed by " + credential.issuer());
        } catch (TrustException e) {
            return Check.fail(name(e, "signature"), e.safe(), e.reason());
        }
    }

    /** The name of the check that failed, where it tells more than the usual one. */
    static String name(TrustException e, String usual) {
        return e.check().equals("form") ? usual : e.check();
    }

    private Check issuer(Credential credential) {
        return trust.trusts(credential.issuer(), credential.types())
                .map(by -> Check.pass("issuer", credential.issuer() + " is trusted by " + by))
                .orElseGet(() -> Check.fail(
                        "issuer",
                        "The issuer is not trusted for this type of credential",
                        credential.issuer() + " is not trusted to issue " + credential.types()));
    }

    private Check dates(Credential credential) {
        Instant now = clock.instant();
        if (credential.validFrom().isAfter(now.plus(tolerance))) {
            return Check.fail(
                    "dates",
                    "The credential is not valid yet",
                    "It is valid from " + credential.validFrom() + "; now is " + now);
        }
        return credential
                .validUntil()
                .filter(end -> !now.minus(tolerance).isBefore(end))
                .map(end ->
                        Check.fail("dates", "The credential has expired", "It expired at " + end + "; now is " + now))
                .orElseGet(() -> Check.pass("dates", "valid at " + now));
    }

    private static Check binding(Credential credential, String holder) {
        return credential.subject().equals(holder)
                ? Check.pass("binding", "it is about " + holder)
                : Check.fail(
                        "binding",
                        "The credential is about somebody else",
                        "It is about '" + credential.subject() + "', but presented by " + holder);
    }

    private static Check type(Credential credential, String type) {
        return credential.hasType(type)
                ? Check.pass("type", type)
                : Check.fail(
                        "type", "The credential is of another type", "It is " + credential.types() + ", not " + type);
    }
}
