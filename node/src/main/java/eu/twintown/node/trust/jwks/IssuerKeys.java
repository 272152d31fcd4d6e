package eu.twintown.node.trust.jwks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.credential.KeySource;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.Relationship;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys of issuers that are named by an address: from their JWT VC Issuer Metadata (SD-JWT-based Verifiable Digital
 * Credentials, section "JWT VC Issuer Metadata"). Only addresses that the configuration trusts are asked at all, and their
 * keys count for credentials and status lists only: who presents something is named by a DID.
 *
 * <p>Kept as long as DID documents are: fresh for a while, then fetched again; used until the stated age where the issuer
 * does not answer. A key that is not among those kept makes them fetched once more, not more often than every few seconds.
 */
public final class IssuerKeys implements KeySource {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_REFETCHES = Duration.ofSeconds(5);
    private static final int LARGEST = 256 * 1024;

    private final OutgoingClient outgoing;
    private final KeySource dids;
    private final Predicate<String> trusted;
    private final DidSettings settings;
    private final InstantSource clock;
    private final Cache<String, Kept> cache =
            Caffeine.newBuilder().maximumSize(1_000).build();

    private record Kept(List<VerificationKey> keys, Instant at) {}

    /**
     * @param dids the keys of everybody else
     * @param trusted addresses that may be asked
     * @param settings how long keys are kept, and the hosts that may be asked without TLS
     */
    public IssuerKeys(
            OutgoingClient outgoing,
            KeySource dids,
            Predicate<String> trusted,
            DidSettings settings,
            InstantSource clock) {
        this.outgoing = outgoing;
        this.dids = dids;
        this.trusted = trusted;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public VerificationKey key(String signer, Jws token, Relationship relationship) {
        if (!IssuerAddress.looksLikeOne(signer)) {
            return dids.key(signer, token, relationship);
        }
        if (relationship != Relationship.ASSERTION_METHOD) {
            throw fault("Holders are known by their DID", signer + " is an address; only issuers may be named by one");
        }
        if (!trusted.test(signer)) {
            throw fault(
                    "The issuer is not trusted",
                    signer + " is not asked for its keys, since it is none of the issuers in trust.anchors");
        }
        IssuerAddress issuer = IssuerAddress.parse(signer);
        Kept kept = kept(issuer);
        List<VerificationKey> found = named(kept, token);
        if (found.size() != 1 && !clock.instant().isBefore(kept.at().plus(BETWEEN_REFETCHES))) {
            found = named(refetched(issuer, kept), token);
        }
        if (found.size() != 1) {
            throw fault(
                    "The signing key is not known",
                    signer + " publishes " + found.size() + " keys '" + token.kid() + "' for "
                            + token.algorithm().jose() + " instead of one");
        }
        return found.getFirst();
    }

    /** By its name; a token without one may be of the only key for its algorithm. */
    private static List<VerificationKey> named(Kept kept, Jws token) {
        return kept.keys().stream()
                .filter(key -> key.algorithms().contains(token.algorithm()))
                .filter(key -> token.kid().isEmpty() || token.kid().equals(key.id()))
                .toList();
    }

    private Kept kept(IssuerAddress issuer) {
        Kept kept = cache.getIfPresent(issuer.text());
        Instant now = clock.instant();
        if (kept != null && now.isBefore(kept.at().plus(settings.fresh()))) {
            return kept;
        }
        try {
            return fetch(issuer);
        } catch (TrustException e) {
            if (kept != null
                    && e.check().equals("unreachable")
                    && now.isBefore(kept.at().plus(settings.stale()))) {
                LOG.warn("{}; its keys of {} are used", e.reason(), kept.at());
                return kept;
            }
            throw e;
        }
    }

    private Kept refetched(IssuerAddress issuer, Kept kept) {
        try {
            return fetch(issuer);
        } catch (TrustException e) {
            LOG.warn("{}", e.reason());
            return kept;
        }
    }

    private Kept fetch(IssuerAddress issuer) {
        ObjectNode metadata = get(issuer.metadata());
        if (!metadata.path("issuer").asString("").equals(issuer.text())) {
            throw fault(
                    "The issuer's metadata are those of another",
                    issuer.metadata() + " is of " + metadata.path("issuer") + " instead of " + issuer.text());
        }
        if (metadata.has("jwks") == metadata.has("jwks_uri")) {
            throw fault(
                    "The issuer's metadata are not valid",
                    issuer.metadata() + " must have either jwks or jwks_uri, and not both");
        }
        JsonNode set = metadata.has("jwks") ? metadata.path("jwks") : get(jwksUri(issuer, metadata));
        List<VerificationKey> keys = set.path("keys").values().stream()
                .flatMap(jwk -> usable(jwk).stream())
                .toList();
        Kept fetched = new Kept(keys, clock.instant());
        cache.put(issuer.text(), fetched);
        return fetched;
    }

    /** Keys for encryption and of kinds that are not taken are passed over. */
    private static List<VerificationKey> usable(JsonNode jwk) {
        try {
            return List.of(VerificationKey.ofJwk(jwk.path("kid").asString(""), jwk));
        } catch (TrustException e) {
            return List.of();
        }
    }

    private static URI jwksUri(IssuerAddress issuer, ObjectNode metadata) {
        try {
            return URI.create(metadata.path("jwks_uri").asString(""));
        } catch (IllegalArgumentException e) {
            throw fault("The issuer's metadata are not valid", issuer.metadata() + ": jwks_uri is no address");
        }
    }

    private ObjectNode get(URI uri) {
        boolean plain = "http".equals(uri.getScheme()) && settings.httpHosts().contains(uri.getRawAuthority());
        if (!plain && !"https".equals(uri.getScheme())) {
            throw fault(
                    "The issuer's keys cannot be had",
                    uri + " is not asked without TLS; identity.did-http-hosts would allow it");
        }
        OutgoingClient.Response response;
        try {
            response = outgoing.send(new OutgoingClient.Request(
                    "GET", uri, Map.of("Accept", "application/json"), new byte[0], PATIENCE));
        } catch (OutgoingException e) {
            throw unreachable(String.valueOf(e.getMessage()));
        }
        if (response.status() != 200) {
            throw unreachable(uri + " answered " + response.status() + " instead of 200");
        }
        if (response.body().length > LARGEST) {
            throw fault("The issuer's metadata are too large", uri + " is larger than " + LARGEST + " bytes");
        }
        return StrictJson.object(response.body());
    }

    private static TrustException unreachable(String why) {
        return new TrustException(
                "unreachable", "The issuer's keys cannot be had at this moment", "The issuer's keys: " + why);
    }

    private static TrustException fault(String safe, String why) {
        return new TrustException("key", safe, why);
    }
}
