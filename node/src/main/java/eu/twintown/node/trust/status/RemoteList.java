package eu.twintown.node.trust.status;

import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.Credentials;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.credential.StatusEntry;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A status list as it was fetched and found genuine.
 *
 * @param purposes what its bits mean; empty for a token list, whose values say it
 * @param ttl how long it may be kept, where it says so
 */
record RemoteList(StatusBits bits, List<String> purposes, Optional<Duration> ttl, Instant at) {

    /** Reads a signed list and verifies that it is of the credential's issuer. */
    static RemoteList signed(
            String text, StatusEntry entry, String issuer, KeySource keys, Instant now, Duration tolerance) {
        Jws jws = Jws.parse(text.strip());
        jws.verify(keys.key(issuer, jws, Relationship.ASSERTION_METHOD));
        new JwtClaims(jws.claims()).validAt(now, tolerance);
        return entry.type().equals(StatusEntry.TOKEN)
                ? token(jws, entry, issuer, now)
                : credential(jws, issuer, entry, now);
    }

    private static RemoteList token(Jws jws, StatusEntry entry, String issuer, Instant now) {
        JwtClaims claims = new JwtClaims(jws.claims());
        JsonNode list = jws.claims().path("status_list");
        if (!jws.type().equals("statuslist+jwt")
                || !claims.text("sub").equals(entry.list().toString())
                || !claims.optionalText("iss").orElse(issuer).equals(issuer)) {
            throw fault("it is no status list token of " + issuer + " for " + entry.list());
        }
        StatusBits bits = StatusBits.inflate(
                list.path("lst").asString(""), list.path("bits").asInt(0));
        return new RemoteList(bits, List.of(), seconds(jws.claims().path("ttl")), now);
    }

    private static RemoteList credential(Jws jws, String issuer, StatusEntry entry, Instant now) {
        Credential credential = Credentials.parse(jws.text());
        if (!credential.issuer().equals(issuer)) {
            throw fault("it is of " + credential.issuer() + ", but the credential is of " + issuer);
        }
        if (credential.validUntil().filter(now::isAfter).isPresent()
                || credential.validFrom().isAfter(now.plusSeconds(60))) {
            throw fault("it is valid from " + credential.validFrom() + " until "
                    + credential.validUntil().orElse(Instant.MAX));
        }
        return content(credential.types(), credential.claims(), entry, now);
    }

    /** Reads a list that is not signed. */
    static RemoteList unsigned(String text, StatusEntry entry, String issuer, Instant now) {
        ObjectNode json = StrictJson.object(text);
        JsonNode stated = json.path("issuer");
        String by = stated.isObject() ? stated.path("id").asString("") : stated.asString("");
        if (!by.equals(issuer) || !(json.path("credentialSubject") instanceof ObjectNode subject)) {
            throw fault("it is of '" + by + "', but the credential is of " + issuer);
        }
        List<String> types = json.path("type").values().stream()
                .map(type -> type.asString(""))
                .toList();
        return content(types, subject, entry, now);
    }

    private static RemoteList content(List<String> types, ObjectNode subject, StatusEntry entry, Instant now) {
        boolean two = entry.type().equals(StatusEntry.BITSTRING);
        String wanted = two ? "BitstringStatusListCredential" : "StatusList2021Credential";
        if (!types.contains(wanted)) {
            throw fault("its type is " + types + " instead of " + wanted);
        }
        StatusBits bits = StatusBits.gunzip(subject.path("encodedList").asString(""));
        JsonNode purpose = subject.path("statusPurpose");
        List<String> purposes = (purpose.isArray() ? purpose.values().stream() : Stream.of(purpose))
                .map(one -> one.asString(""))
                .toList();
        Optional<Duration> ttl = subject.path("ttl").isNumber()
                ? Optional.of(Duration.ofMillis(subject.path("ttl").asLong()))
                : Optional.empty();
        return new RemoteList(bits, purposes, ttl, now);
    }

    private static Optional<Duration> seconds(JsonNode ttl) {
        return ttl.isNumber() ? Optional.of(Duration.ofSeconds(ttl.asLong())) : Optional.empty();
    }

    private static TrustException fault(String why) {
        return new TrustException("status", "The status list is not valid", "The status list is not valid: " + why);
    }
}
