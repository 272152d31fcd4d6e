package eu.twintown.node.trust.anchor;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.anchor.AnchorSettings.Registry;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.JwtClaims;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads lists of trusted issuers in the shapes in which others publish them. */
public final class RegistryReader {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_ATTRIBUTES = 50;
    private static final int NOT_FOUND = 404;

    private final OutgoingClient outgoing;
    private final KeySource keys;
    private final InstantSource clock;
    /** The newest version seen of each signed list, so that nobody can bring back an older one. */
    private final Map<URI, Long> versions = new ConcurrentHashMap<>();

    public RegistryReader(OutgoingClient outgoing, KeySource keys, InstantSource clock) {
        this.outgoing = outgoing;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a list says.
     *
     * @param did about whom; only EBSI registries are asked for single issuers
     * @throws TrustException where it cannot be had or is not genuine
     */
    List<TrustAnchor> read(Registry registry, String did) {
        try {
            return switch (registry.kind()) {
                case SIGNED -> signed(registry);
                case GAIA_X -> gaiaX(registry);
                case EBSI -> ebsi(registry, did);
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            throw fault(registry.url(), "it is malformed: " + e.getMessage());
        }
    }

    private List<TrustAnchor> signed(Registry registry) {
        Jws jws = Jws.parse(
                text(registry.url(), "application/jwt").orElseThrow(() -> fault(registry.url(), "not found")));
        String signer = registry.signer().orElseThrow();
        jws.verify(keys.key(signer, jws, Relationship.ASSERTION_METHOD));
        new JwtClaims(jws.claims()).validAt(clock.instant(), JwtClaims.TOLERANCE);
        long version = jws.claims().path("version").asLong(-1);
        if (!jws.type().equals(SignedList.TYPE)
                || !jws.claims().path("iss").asString("").equals(signer)) {
            throw fault(registry.url(), "it is no list of trust anchors of " + signer);
        }
        if (version < versions.getOrDefault(registry.url(), 0L)) {
            throw fault(registry.url(), "it is version " + version + ", but a newer one was there before");
        }
        versions.put(registry.url(), version);
        return jws.claims().path("anchors").values().stream()
                .map(anchor -> TrustAnchor.read(anchor, registry.url().toString()))
                .toList();
    }

    /** The DIDs that may issue compliance credentials. */
    private List<TrustAnchor> gaiaX(Registry registry) {
        URI uri = below(registry.url(), "/api/complianceIssuers");
        String body = text(uri, "application/json").orElseThrow(() -> fault(uri, "not found"));
        List<TrustAnchor> anchors = new ArrayList<>();
        for (JsonNode issuer :
                StrictJson.object("{\"list\":" + body + "}").path("list").values()) {
            anchors.add(new TrustAnchor(
                    issuer.asString(""),
                    issuer.asString(""),
                    registry.types(),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    registry.url().toString()));
        }
        return anchors;
    }

    private List<TrustAnchor> ebsi(Registry registry, String did) {
        URI issuer = below(registry.url(), "/issuers/" + did);
        Optional<String> body = text(issuer, "application/json");
        if (body.isEmpty()) {
            return List.of();
        }
        JsonNode attributes = StrictJson.object(body.get()).path("attributes");
        List<TrustAnchor> anchors = new ArrayList<>();
        if (attributes.isArray()) {
            attributes.values().forEach(attribute -> anchors.add(accredited(registry, did, attribute)));
            return anchors;
        }
        URI list = below(issuer, "/attributes");
        JsonNode items = text(list, "application/json")
                .map(text -> StrictJson.object(text).path("items"))
                .orElseThrow(() -> fault(list, "not found"));
        for (JsonNode item : items.values()) {
            if (anchors.size() == MOST_ATTRIBUTES) {
                throw fault(list, "it has more than " + MOST_ATTRIBUTES + " entries");
            }
            URI one = below(list, "/" + item.path("id").asString(""));
            text(one, "application/json")
                    .ifPresent(text -> anchors.add(
                            accredited(registry, did, StrictJson.object(text).path("attribute"))));
        }
        return anchors;
    }

    private TrustAnchor accredited(Registry registry, String did, JsonNode attribute) {
        String body = attribute.path("body").asString("");
        ObjectNode content = body.chars().filter(c -> c == '.').count() == 2
                ? Jws.parse(body).claims()
                : StrictJson.object(
                        Base64.getMimeDecoder().decode(body.replace('-', '+').replace('_', '/')));
        JsonNode credential = content.has("vc") ? content.path("vc") : content;
        List<String> types = new ArrayList<>();
        Accreditations.types(credential.path("credentialSubject"))
                .values()
                .forEach(type -> types.add(type.asString("")));
        // The shape of version 4 that FIWARE's registries have.
        Optional.of(content.path("credentialsType").asString(""))
                .filter(type -> !type.isEmpty())
                .ifPresent(types::add);
        types.removeAll(List.of("VerifiableCredential", "VerifiableAttestation"));
        boolean revoked = attribute.path("issuerType").asString("").equals("Revoked");
        JwtClaims dates = new JwtClaims(content);
        return new TrustAnchor(
                did,
                did,
                types,
                dates.date("nbf").orElse(Instant.EPOCH),
                dates.date("exp"),
                revoked
                        ? Optional.of(new TrustAnchor.Revocation(
                                clock.instant(),
                                "revoked in the registry",
                                registry.url().toString()))
                        : Optional.empty(),
                registry.url().toString());
    }

    private Optional<String> text(URI uri, String accepted) {
        try {
            OutgoingClient.Response response = outgoing.send(
                    new OutgoingClient.Request("GET", uri, Map.of("Accept", accepted), new byte[0], PATIENCE));
            if (response.status() == NOT_FOUND) {
                return Optional.empty();
            }
            if (response.status() != 200) {
                throw fault(uri, "it answered " + response.status() + " instead of 200");
            }
            return Optional.of(new String(response.body(), StandardCharsets.UTF_8).strip());
        } catch (OutgoingException e) {
            throw fault(uri, String.valueOf(e.getMessage()));
        }
    }

    private static URI below(URI base, String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    private static TrustException fault(URI list, String why) {
        return new TrustException(
                "issuer", "A list of trusted issuers cannot be read", "The list " + list + " cannot be used: " + why);
    }
}
