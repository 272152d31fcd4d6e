package eu.twintown.node.trust.did;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resolves did:web through the outgoing client with its address rules, and did:key and did:jwk by themselves.
 *
 * <p>A document is fresh for a while, then fetched again; where its host does not answer, the old one is used until the
 * stated age, then the DID is closed. A key that the cached document does not know makes it fetched once more, since the
 * other side may just have changed its keys; not more often than every few seconds, so that nobody can use this node to
 * hammer another.
 */
public final class DidResolver {
    private static final Logger LOG = LoggerFactory.getLogger(DidResolver.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_REFETCHES = Duration.ofSeconds(5);
    private static final int LARGEST = 256 * 1024;
    private static final int MOST = 10_000;

    private final OutgoingClient outgoing;
    private final DidSettings settings;
    private final InstantSource clock;
    private final Cache<Did, Fetched> cache =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private final Map<Did, Supplier<DidDocument>> own = new ConcurrentHashMap<>();

    private record Fetched(DidDocument document, Instant at) {}

    public DidResolver(OutgoingClient outgoing, DidSettings settings, InstantSource clock) {
        this.outgoing = outgoing;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The document of a DID.
     *
     * @throws TrustException where it cannot be had, or is not valid
     */
    public DidDocument resolve(Did did) {
        Supplier<DidDocument> mine = own.get(did);
        if (mine != null) {
            return mine.get();
        }
        return switch (did.method()) {
            case "web" -> web(did).document();
            case "key", "jwk" -> SelfContained.document(did);
            default ->
                throw new TrustException(
                        "did",
                        "This DID method is not supported",
                        did + " cannot be resolved: known are did:web, did:key and did:jwk");
        };
    }

    /**
     * The key that a DID URL names.
     *
     * @throws TrustException where there is none with this relationship
     */
    public VerificationKey key(String keyUrl, Relationship relationship) {
        return key(Did.parse(keyUrl), keyUrl.indexOf('#') < 0 ? "" : keyUrl, relationship);
    }

    /**
     * A key of a DID by its name in a token; without a name, its only one.
     *
     * @throws TrustException where there is none with this relationship
     */
    public VerificationKey key(Did did, String name, Relationship relationship) {
        if (name.startsWith("did:") && !Did.parse(name).equals(did)) {
            throw new TrustException(
                    "key",
                    "The signing key belongs to somebody else",
                    "The token names the key " + name + ", which is not one of " + did);
        }
        Optional<VerificationKey> known = resolve(did).key(name, relationship);
        if (known.isEmpty() && did.method().equals("web") && !own.containsKey(did)) {
            known = refetched(did).key(name, relationship);
        }
        return known.orElseThrow(() -> new TrustException(
                "key",
                "The signing key is not known",
                "The document of " + did + " has no key '" + name + "' for " + relationship.member()));
    }

    /** Answers for a DID of this process itself, without asking over the network. */
    public void answer(Did did, Supplier<DidDocument> document) {
        own.put(did, document);
    }

    /** Forgets what is cached, such as after a test of a peer. */
    public void forget(Did did) {
        cache.invalidate(did);
    }

    private Fetched web(Did did) {
        Fetched cached = cache.getIfPresent(did);
        Instant now = clock.instant();
        if (cached != null && now.isBefore(cached.at().plus(settings.fresh()))) {
            return cached;
        }
        try {
            return fetch(did);
        } catch (TrustException e) {
            if (cached != null
                    && e.check().equals("did-unreachable")
                    && now.isBefore(cached.at().plus(settings.stale()))) {
                LOG.warn(
                        "{}; the document of {} is used until {}",
                        e.getMessage(),
                        cached.at(),
                        cached.at().plus(settings.stale()));
                return cached;
            }
            throw e;
        }
    }

    private DidDocument refetched(Did did) {
        Fetched cached = web(did);
        if (clock.instant().isBefore(cached.at().plus(BETWEEN_REFETCHES))) {
            return cached.document();
        }
        try {
            return fetch(did).document();
        } catch (TrustException e) {
            return cached.document();
        }
    }

    private Fetched fetch(Did did) {
        String host = did.webHost();
        boolean plain = settings.httpHosts().contains(host);
        URI uri = URI.create((plain ? "http://" : "https://") + host + did.webPath());
        OutgoingClient.Response response;
        try {
            response = outgoing.send(new OutgoingClient.Request(
                    "GET", uri, Map.of("Accept", "application/did+json, application/json"), new byte[0], PATIENCE));
        } catch (OutgoingException e) {
            throw unreachable(did, String.valueOf(e.getMessage()));
        }
        if (response.status() != 200) {
            throw unreachable(did, uri + " answered " + response.status() + " instead of 200");
        }
        if (response.body().length > LARGEST) {
            throw new TrustException(
                    "did", "The DID document is too large", uri + " is larger than " + LARGEST + " bytes");
        }
        ObjectNode json = StrictJson.object(response.body());
        Fetched fetched = new Fetched(DidDocument.parse(did, json, settings.tolerant()), clock.instant());
        cache.put(did, fetched);
        return fetched;
    }

    private static TrustException unreachable(Did did, String why) {
        return new TrustException(
                "did-unreachable", "The DID cannot be resolved at this moment", did + " cannot be resolved: " + why);
    }
}
