package eu.twintown.node.trust.jose;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The registered claims of a JWT (RFC 7519, section 4.1), read strictly: each of them has one value of its own type. */
public record JwtClaims(ObjectNode json) {

    /** How far two clocks may be apart, unless a setting says otherwise. */
    public static final Duration TOLERANCE = Duration.ofSeconds(60);

    /** Seconds since 1970 that a date may name; beyond year 9999 it is a trick or a mistake. */
    private static final long LATEST = 253_402_300_799L;

    /**
     * A claim that must be there.
     *
     * @throws TrustException where it is missing, empty or no text
     */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> fault(name, "is missing"));
    }

    public Optional<String> optionalText(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString() || value.asString().isEmpty()) {
            throw fault(name, "must be one text");
        }
        return Optional.of(value.asString());
    }

    /** A NumericDate. */
    public Optional<Instant> date(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        double seconds = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(seconds >= 0 && seconds <= LATEST)) {
            throw fault(name, "must be seconds since 1970 as a number");
        }
        return Optional.of(Instant.ofEpochSecond((long) seconds));
    }

    /** The audience: a text or a list of texts. */
    public List<String> audience() {
        JsonNode value = json.path("aud");
        List<String> audience = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (one.isString()) {
                audience.add(one.asString());
            } else if (!one.isMissingNode()) {
                throw fault("aud", "must be a text or a list of texts");
            }
        }
        return audience;
    }

    /**
     * Checks {@code exp}, {@code nbf} and {@code iat} where they are there.
     *
     * @throws TrustException where the token is not valid at this moment
     */
    public JwtClaims validAt(Instant now, Duration tolerance) {
        date("exp").filter(end -> !now.minus(tolerance).isBefore(end)).ifPresent(end -> {
            throw dates("has expired: it was valid until " + end, now, "it is old, or ");
        });
        date("nbf").filter(start -> now.plus(tolerance).isBefore(start)).ifPresent(start -> {
            throw dates("is not valid yet: it is valid from " + start, now, "");
        });
        date("iat").filter(made -> now.plus(tolerance).isBefore(made)).ifPresent(made -> {
            throw dates("is not valid yet: it was made at " + made, now, "");
        });
        return this;
    }

    /**
     * Checks that one of the audiences is meant.
     *
     * @throws TrustException where the token is for somebody else
     */
    public JwtClaims meantFor(String... me) {
        if (audience().stream().noneMatch(List.of(me)::contains)) {
            throw new TrustException(
                    "audience",
                    "The proof is meant for somebody else",
                    "The audience is " + json.path("aud") + " instead of " + String.join(" or ", me));
        }
        return this;
    }

    private static TrustException dates(String what, Instant now, String or) {
        String why = "The proof " + what + ", here it is " + now.truncatedTo(ChronoUnit.SECONDS) + "; " + or
                + "the clocks are too far apart";
        return new TrustException("dates", why, why);
    }

    private static TrustException fault(String name, String why) {
        return new TrustException("form", "The claim " + name + " " + why, "The claim " + name + " " + why);
    }
}
