package eu.twintown.node.trust.credential;

import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.ReplayGuard;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Verifies presentations as JWT: who presents, for whom, when, and each credential as bound to the presenter. */
final class PresentationVerifier {
    private static final int MOST_CREDENTIALS = 50;
    /** Oldest presentation that is accepted where it does not tell its own end. */
    private static final Duration OLDEST = Duration.ofMinutes(5);
    /** Longest life that a presentation may give itself: it is made for one occasion. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);

    private static final String ENVELOPED = "data:application/vc+jwt,";
    private static final String ENVELOPED_SD = "data:application/dc+sd-jwt,";

    private final CredentialVerifier credentials;
    private final KeySource keys;
    private final ReplayGuard replays;
    private final Duration tolerance;
    private final InstantSource clock;

    PresentationVerifier(
            CredentialVerifier credentials,
            KeySource keys,
            ReplayGuard replays,
            Duration tolerance,
            InstantSource clock) {
        this.credentials = credentials;
        this.keys = keys;
        this.replays = replays;
        this.tolerance = tolerance;
        this.clock = clock;
    }

    PresentationVerdict verify(String text, PresentationExpectation expected) {
        Jws jws;
        String holder;
        List<String> inside;
        try {
            jws = Jws.parse(text);
            ObjectNode presentation = presentation(jws);
            holder = holder(jws, presentation);
            inside = inside(presentation);
        } catch (TrustException e) {
            return new PresentationVerdict("", List.of(Check.fail(e.check(), e.safe(), e.reason())), List.of());
        }
        JwtClaims claims = new JwtClaims(jws.claims());
        List<Check> checks = new ArrayList<>();
        checks.add(run("signature", () -> {
            jws.verify(keys.key(holder, jws, Relationship.AUTHENTICATION));
            return "signed by " + holder;
        }));
        checks.add(run("audience", () -> {
            claims.meantFor(expected.audience());
            return "made for " + expected.audience();
        }));
        checks.add(run("dates", () -> dates(claims)));
        expected.holder().ifPresent(wanted -> checks.add(holderIs(wanted, holder)));
        expected.nonce().ifPresent(nonce -> checks.add(nonceIs(nonce, claims)));
        if (checks.stream().anyMatch(check -> !check.passed())) {
            return new PresentationVerdict(holder, checks, List.of());
        }
        if (expected.singleUse()) {
            checks.add(run("replay", () -> firstUse(holder, claims)));
        }
        List<Verdict> verdicts = inside.stream()
                .map(credential -> credentials.verify(credential, Expectation.heldBy(holder)))
                .toList();
        checks.addAll(missing(expected, verdicts));
        return new PresentationVerdict(holder, checks, verdicts);
    }

    private ObjectNode presentation(Jws jws) {
        JsonNode inside = jws.claims().path("vp");
        if (!inside.isMissingNode() && (!inside.isObject() || jws.claims().has("verifiableCredential"))) {
            throw fault("it must be one object, and the only presentation of the token");
        }
        ObjectNode presentation = inside.isObject() ? (ObjectNode) inside : jws.claims();
        JsonNode type = presentation.path("type");
        boolean named = type.isArray()
                ? type.values().stream().anyMatch(one -> one.asString("").equals("VerifiablePresentation"))
                : type.asString("").equals("VerifiablePresentation");
        if (!named || presentation.has("@type") || presentation.has("@id") || presentation.has("@graph")) {
            throw fault("its type must hold VerifiablePresentation, under the plain name type");
        }
        if (presentation.has("credentialSubject") || jws.claims().has("vc")) {
            throw fault("a credential is not a presentation");
        }
        JsonNode context = presentation.path("@context");
        if (context.isMissingNode() && credentials.isTolerant()) {
            return presentation;
        }
        for (JsonNode entry : context.isArray() ? context.values() : List.of(context)) {
            if (!entry.isString()) {
                throw fault("its @context must hold URLs only");
            }
        }
        return presentation;
    }

    private static String holder(Jws jws, ObjectNode presentation) {
        JsonNode value = presentation.path("holder");
        String stated = value.isObject() ? value.path("id").asString("") : value.asString("");
        String iss = new JwtClaims(jws.claims()).optionalText("iss").orElse(stated);
        if (iss.isEmpty() || !stated.isEmpty() && !stated.equals(iss)) {
            throw fault("it must name its holder, the same in holder and iss");
        }
        return iss;
    }

    private static List<String> inside(ObjectNode presentation) {
        JsonNode value = presentation.path("verifiableCredential");
        List<String> inside = new ArrayList<>();
        for (JsonNode one : value.isArray() || value.isMissingNode() ? value.values() : List.of(value)) {
            if (inside.size() == MOST_CREDENTIALS) {
                throw fault("it has more than " + MOST_CREDENTIALS + " credentials");
            }
            inside.add(one.isString() ? one.asString() : enveloped(one));
        }
        return inside;
    }

    private static String enveloped(JsonNode envelope) {
        String id = envelope.path("id").asString("");
        boolean typed = envelope.path("type").asString("").equals("EnvelopedVerifiableCredential")
                || envelope.path("type").path(0).asString("").equals("EnvelopedVerifiableCredential");
        for (String prefix : List.of(ENVELOPED, ENVELOPED_SD)) {
            if (typed && id.startsWith(prefix)) {
                return id.substring(prefix.length());
            }
        }
        throw fault("its credentials must be JWTs, or enveloped ones (" + ENVELOPED + "...)");
    }

    private String dates(JwtClaims claims) {
        Instant now = clock.instant();
        claims.validAt(now, tolerance);
        Instant made = claims.date("iat").or(() -> claims.date("nbf")).orElse(Instant.EPOCH);
        boolean tooLong = claims.date("exp")
                .map(end -> end.isAfter(now.plus(LONGEST_LIFE)))
                .orElseGet(() -> made.isBefore(now.minus(OLDEST).minus(tolerance)));
        if (tooLong) {
            throw new TrustException(
                    "dates",
                    "The presentation is not a fresh one",
                    "It was made at " + made + " and ends " + claims.json().path("exp")
                            + "; a presentation ends within " + LONGEST_LIFE + ", or is not older than " + OLDEST);
        }
        return "valid at " + now;
    }

    private String firstUse(String holder, JwtClaims claims) {
        String jti = claims.text("jti");
        Instant end = claims.date("exp").orElseGet(() -> clock.instant().plus(OLDEST));
        replays.once(holder, jti, end.plus(tolerance.multipliedBy(2)));
        return "first use of " + jti;
    }

    private static Check holderIs(String wanted, String holder) {
        return wanted.equals(holder)
                ? Check.pass("holder", holder)
                : Check.fail(
                        "holder", "Somebody else presents", "The presentation is of " + holder + ", not of " + wanted);
    }

    private static Check nonceIs(String nonce, JwtClaims claims) {
        return claims.json().path("nonce").asString("").equals(nonce)
                ? Check.pass("nonce", "as given")
                : Check.fail("nonce", "The nonce is not the one that was given", "The presentation has another nonce");
    }

    private static List<Check> missing(PresentationExpectation expected, List<Verdict> verdicts) {
        return expected.types().stream()
                .filter(type -> verdicts.stream()
                        .flatMap(verdict -> verdict.credential().stream())
                        .noneMatch(credential -> credential.hasType(type)))
                .map(type -> Check.fail(
                        "type", "A credential of type " + type + " is missing", "No credential of type " + type))
                .toList();
    }

    private static Check run(String name, Supplier<String> check) {
        try {
            return Check.pass(name, check.get());
        } catch (TrustException e) {
            return Check.fail(CredentialVerifier.name(e, name), e.safe(), e.reason());
        }
    }

    private static TrustException fault(String why) {
        return new TrustException("form", "The presentation is not as it must be", "The presentation: " + why);
    }
}
