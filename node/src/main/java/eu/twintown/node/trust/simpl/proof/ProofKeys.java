package eu.twintown.node.trust.simpl.proof;

import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.http.tls.Pem;
import eu.twintown.node.trust.jose.Jws;
import eu.twintown.node.trust.jose.PublicJwk;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys with which the authority signs ephemeral proofs: configured ones, those that it publishes as a JWK set, or
 * that of the certificate in the token's header.
 */
public final class ProofKeys {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration STALE = Duration.ofHours(1);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String UNKNOWN_SIGNER = "The ephemeral proof is not signed by this data space's authority";

    private final ProofSettings settings;
    private final Function<Request, Response> send;
    private final SignerCertificates certificates;
    private final InstantSource clock;
    private volatile Fetched fetched = new Fetched(List.of(), Instant.MIN, Instant.MIN);

    private record Fetched(List<VerificationKey> keys, Instant at, Instant tried) {}

    /** @param anchors trust anchors of tier 2 as they are now */
    public ProofKeys(
            ProofSettings settings,
            Function<Request, Response> send,
            Supplier<Collection<X509Certificate>> anchors,
            InstantSource clock) {
        this.settings = settings;
        this.send = send;
        this.certificates = new SignerCertificates(anchors, clock);
        this.clock = clock;
    }

    /** @throws TrustException where no key of the authority fits */
    VerificationKey of(Jws token) {
        if (!settings.keys().isEmpty()) {
            return named(parse(settings.keys()), token.kid())
                    .orElseThrow(() -> unknown("no configured key has the id '" + token.kid() + "'"));
        }
        if (settings.keysUrl().isPresent()) {
            return published(settings.keysUrl().get(), token.kid());
        }
        return certificates.key(token);
    }

    private VerificationKey published(URI url, String kid) {
        Instant now = clock.instant();
        Fetched known = fetched;
        Optional<VerificationKey> found = named(known.keys(), kid);
        boolean old = known.at().isBefore(now.minus(KEPT));
        if ((old || found.isEmpty()) && known.tried().isBefore(now.minus(BETWEEN_FETCHES))) {
            fetch(url, now);
            found = named(fetched.keys(), kid);
        }
        if (fetched.at().isBefore(now.minus(STALE))) {
            throw unknown("the keys at " + url + " could not be read for too long");
        }
        return found.orElseThrow(() -> unknown("no key at " + url + " has the id '" + kid + "'"));
    }

    private synchronized void fetch(URI url, Instant now) {
        if (!fetched.tried().isBefore(now.minus(BETWEEN_FETCHES))) {
            return;
        }
        try {
            Response response = send.apply(new Request("GET", url, Map.of(), new byte[0], TIMEOUT));
            if (response.status() == 200) {
                fetched = new Fetched(jwks(JsonMapper.shared().readTree(response.body())), now, now);
                return;
            }
        } catch (OutgoingException | JacksonException | TrustException e) {
            // The keys before are used until their age; that it failed is seen by what is refused then.
        }
        fetched = new Fetched(fetched.keys(), fetched.at(), now);
    }

    private static List<VerificationKey> parse(String text) {
        if (text.strip().startsWith("{")) {
            return jwks(JsonMapper.shared().readTree(text));
        }
        PublicKey key = text.contains("BEGIN CERTIFICATE")
                ? Pem.certificates(text).getFirst().getPublicKey()
                : Pem.publicKey(text);
        return List.of(VerificationKey.ofJwk("", PublicJwk.of(key)));
    }

    private static List<VerificationKey> jwks(JsonNode set) {
        List<VerificationKey> keys = new ArrayList<>();
        if (set.path("keys").isArray()) {
            set.path("keys")
                    .forEach(jwk ->
                            keys.add(VerificationKey.ofJwk(jwk.path("kid").asString(""), jwk)));
        } else {
            keys.add(VerificationKey.ofJwk(set.path("kid").asString(""), set));
        }
        return keys;
    }

    /** The key with this id; where there is one key only, its name does not matter. */
    private static Optional<VerificationKey> named(List<VerificationKey> keys, String kid) {
        if (keys.size() == 1) {
            return Optional.of(keys.getFirst());
        }
        return keys.stream().filter(key -> key.id().equals(kid)).findFirst();
    }

    static TrustException unknown(String reason) {
        return new TrustException("issuer", UNKNOWN_SIGNER, "ephemeral proof: " + reason);
    }
}
