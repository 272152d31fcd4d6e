package eu.twintown.node.trust.credential;

import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads credentials of the data models 1.1 and 2.0 out of JWTs. They are JSON-LD, but read as plain JSON, which is sound
 * only as long as the context cannot give members another meaning; so contexts may be named by URL only, stand at the top
 * only, and begin with that of the data model, whose terms are protected (Verifiable Credentials Data Model 2.0, section
 * 4.3 and appendix B). Aliases of keywords and other ways of saying a thing twice are refused.
 */
final class JwtCredentialReader {
    static final String CONTEXT_2 = "https://www.w3.org/ns/credentials/v2";
    static final String CONTEXT_1 = "https://www.w3.org/2018/credentials/v1";

    private static final Set<String> KEYWORDS = Set.of("@id", "@type", "@graph", "@reverse", "@included", "@nest");
    private static final int MOST = 50;

    private final Jws jws;
    private final JwtClaims claims;
    private final ObjectNode credential;
    private final boolean lax;

    private JwtCredentialReader(Jws jws, boolean tolerant) {
        this.jws = jws;
        this.claims = new JwtClaims(jws.claims());
        JsonNode inside = jws.claims().path("vc");
        boolean wrapped = !inside.isMissingNode();
        if (wrapped && (!inside.isObject() || jws.claims().has("credentialSubject"))) {
            throw fault("vc", "it must be one object, and the only credential of the token");
        }
        this.lax = wrapped && tolerant;
        this.credential = lax ? withoutNulls((ObjectNode) inside) : wrapped ? (ObjectNode) inside : jws.claims();
    }

    /** @param tolerant whether a wrapped credential may lack context and base type, and hold members that are null */
    static Credential read(Jws jws, boolean tolerant) {
        return new JwtCredentialReader(jws, tolerant).credential();
    }

    private static ObjectNode withoutNulls(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.properties().removeIf(member -> member.getValue().isNull());
        return copy;
    }

    private Credential credential() {
        boolean two = contextIsOfTwo();
        for (String keyword : KEYWORDS) {
            if (credential.has(keyword)) {
                throw fault(keyword, "it must not stand beside the plain name");
            }
        }
        if (credential.has("vp") || credential.has("verifiableCredential")) {
            throw fault("vp", "a presentation is not a credential");
        }
        List<String> types = types();
        ObjectNode subject = subject();
        String subjectId = subjectId(subject);
        Instant from = Stream.of(date("validFrom"), date("issuanceDate"), claims.date("nbf"))
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .or(() -> claims.date("iat"))
                .orElseGet(() -> {
                    if (two) {
                        return Instant.EPOCH;
                    }
                    throw fault("issuanceDate", "is missing");
                });
        Optional<Instant> until = Stream.of(date("validUntil"), date("expirationDate"), claims.date("exp"))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        String id = text(credential, "id").or(() -> claims.optionalText("jti")).orElse("");
        return new Credential(
                two ? CredentialFormat.VC20_JWT : CredentialFormat.VC11_JWT,
                jws.text(),
                id,
                issuer(),
                types,
                subjectId,
                subject,
                from,
                until,
                status(),
                credential);
    }

    private boolean contextIsOfTwo() {
        JsonNode context = credential.path("@context");
        List<JsonNode> entries = context.isArray() ? List.copyOf(context.values()) : List.of(context);
        if (entries.size() > MOST || !entries.stream().allMatch(JsonNode::isString)) {
            throw fault("@context", "it must hold URLs only; a definition inside could change what members mean");
        }
        refuseNestedContexts(credential, true);
        String first = entries.isEmpty() ? "" : entries.getFirst().asString();
        if (lax && !first.equals(CONTEXT_2)) {
            return false;
        }
        if (!first.equals(CONTEXT_2) && !first.equals(CONTEXT_1)) {
            throw fault("@context", "it must begin with " + CONTEXT_2 + " or " + CONTEXT_1);
        }
        boolean both = entries.stream().skip(1).anyMatch(entry -> Set.of(CONTEXT_1, CONTEXT_2)
                .contains(entry.asString()));
        if (both) {
            throw fault("@context", "it names the data model twice");
        }
        return first.equals(CONTEXT_2);
    }

    private static void refuseNestedContexts(JsonNode node, boolean top) {
        if (!top && node.has("@context")) {
            throw fault("@context", "it may stand at the top only; a nested one could change what members mean");
        }
        for (JsonNode child : node.values()) {
            if (child.isContainer()) {
                refuseNestedContexts(child, false);
            }
        }
    }

    private List<String> types() {
        JsonNode value = credential.path("type");
        List<String> types = new ArrayList<>();
        for (JsonNode type : value.isArray() ? value.values() : List.of(value)) {
            if (!type.isString() || type.asString().isEmpty() || types.size() > MOST) {
                throw fault("type", "it must be a list of names");
            }
            types.add(type.asString());
        }
        if (!types.remove("VerifiableCredential") && !lax || types.contains("VerifiablePresentation")) {
            throw fault("type", "it must hold VerifiableCredential");
        }
        return types;
    }

    private String issuer() {
        JsonNode value = credential.path("issuer");
        String stated = value.isObject()
                ? text((ObjectNode) value, "id").orElseThrow(() -> fault("issuer", "it has no id"))
                : text(credential, "issuer").orElse("");
        String iss = claims.optionalText("iss").orElse("");
        if (!stated.isEmpty() && !iss.isEmpty() && !stated.equals(iss)) {
            throw fault("issuer", "it is " + stated + ", but the token's iss is " + iss);
        }
        if (stated.isEmpty() && iss.isEmpty()) {
            throw fault("issuer", "is missing");
        }
        return stated.isEmpty() ? iss : stated;
    }

    private ObjectNode subject() {
        JsonNode value = credential.path("credentialSubject");
        JsonNode only = value.isArray() && value.size() == 1 ? value.get(0) : value;
        if (!(only instanceof ObjectNode subject)) {
            throw fault("credentialSubject", "it must be one object");
        }
        for (String keyword : KEYWORDS) {
            if (subject.has(keyword) && !keyword.equals("@type") || subject.has("@type") && subject.has("type")) {
                throw fault("credentialSubject", "the member " + keyword + " must not stand beside the plain name");
            }
        }
        return subject;
    }

    private String subjectId(ObjectNode subject) {
        String id = text(subject, "id").orElse("");
        // Some issuers name the credential in sub; it is the subject's id that counts.
        String sub = claims.optionalText("sub").orElse("");
        String own = text(credential, "id").orElse("");
        if (!id.isEmpty() && !sub.isEmpty() && !sub.equals(id) && !sub.equals(own)) {
            throw fault("credentialSubject.id", "it is " + id + ", but the token's sub is " + sub);
        }
        return id.isEmpty() && !sub.equals(own) ? sub : id;
    }

    private List<StatusEntry> status() {
        JsonNode value = credential.path("credentialStatus");
        if (value.isMissingNode()) {
            return List.of();
        }
        List<StatusEntry> entries = new ArrayList<>();
        for (JsonNode entry : value.isArray() ? value.values() : List.of(value)) {
            if (!(entry instanceof ObjectNode object) || entries.size() > MOST) {
                throw fault("credentialStatus", "it must be an object, or a list of some");
            }
            entries.add(statusEntry(object));
        }
        return entries;
    }

    private static StatusEntry statusEntry(ObjectNode entry) {
        String type = text(entry, "type").orElseThrow(() -> fault("credentialStatus.type", "is missing"));
        if (!type.equals(StatusEntry.BITSTRING) && !type.equals(StatusEntry.STATUS_LIST_2021)) {
            // Its own check refuses it: nobody can say whether such a credential still counts.
            return new StatusEntry(type, "", 0, URI.create("urn:unknown"));
        }
        try {
            long index = Long.parseLong(entry.path("statusListIndex").asString(""));
            URI list = URI.create(text(entry, "statusListCredential").orElse(""));
            String purpose = text(entry, "statusPurpose").orElse("revocation");
            if (index >= 0 && list.isAbsolute() && entry.path("statusSize").asInt(1) == 1) {
                return new StatusEntry(type, purpose, index, list);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw fault("credentialStatus", "it must name a list by its address, and an index of 0 or more");
    }

    private Optional<Instant> date(String name) {
        return text(credential, name).map(value -> {
            try {
                return OffsetDateTime.parse(value).toInstant();
            } catch (DateTimeException e) {
                throw fault(name, "'" + value + "' is no date and time with a zone");
            }
        });
    }

    private static Optional<String> text(ObjectNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString() || value.asString().isEmpty()) {
            throw fault(name, "it must be one text");
        }
        return Optional.of(value.asString());
    }

    private static TrustException fault(String member, String why) {
        return new TrustException(
                "form",
                "The credential's " + member + " is not as it must be",
                "The credential's " + member + ": " + why);
    }
}
