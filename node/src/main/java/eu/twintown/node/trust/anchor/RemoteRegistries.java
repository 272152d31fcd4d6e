package eu.twintown.node.trust.anchor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.trust.anchor.AnchorSettings.Kind;
import eu.twintown.node.trust.anchor.AnchorSettings.Registry;
import eu.twintown.node.trust.jose.TrustException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists of others, kept for their stated time. A list that cannot be had counts until its stated age, then it says
 * nothing, and nobody is trusted on its word.
 */
public final class RemoteRegistries {
    static final String THIS_NODE = "this node";

    private static final Logger LOG = LoggerFactory.getLogger(RemoteRegistries.class);
    private static final int MOST = 10_000;

    private final AnchorSettings settings;
    private final RegistryReader reader;
    private final InstantSource clock;
    private final Cache<Question, Answer> cache =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /** @param did of whom it is asked; empty where the whole list is read at once */
    private record Question(Registry registry, String did) {}

    private record Answer(List<TrustAnchor> anchors, Instant at) {}

    public RemoteRegistries(AnchorSettings settings, RegistryReader reader, InstantSource clock) {
        this.settings = settings;
        this.reader = reader;
        this.clock = clock;
    }

    /** What the lists say about an issuer. */
    List<TrustAnchor> find(String did) {
        return settings.registries().stream()
                .flatMap(registry -> ask(registry, did).stream())
                .filter(anchor -> anchor.did().equals(did))
                .toList();
    }

    /** Everything that can be listed; an EBSI registry is only asked about single issuers. */
    List<TrustAnchor> all() {
        return settings.registries().stream()
                .filter(registry -> registry.kind() != Kind.EBSI)
                .flatMap(registry -> ask(registry, "").stream())
                .toList();
    }

    private List<TrustAnchor> ask(Registry registry, String did) {
        Question question = new Question(registry, registry.kind() == Kind.EBSI ? did : "");
        Answer cached = cache.getIfPresent(question);
        Instant now = clock.instant();
        if (cached != null && now.isBefore(cached.at().plus(settings.fresh()))) {
            return cached.anchors();
        }
        try {
            Answer fresh = new Answer(limited(registry, reader.read(registry, question.did())), now);
            cache.put(question, fresh);
            return fresh.anchors();
        } catch (TrustException e) {
            if (cached != null && now.isBefore(cached.at().plus(settings.stale()))) {
                LOG.warn("{}; what it said at {} is used", e.reason(), cached.at());
                return cached.anchors();
            }
            LOG.warn("{}; nobody is trusted on its word", e.reason());
            return List.of();
        }
    }

    /** A list may speak only about the types that the configuration lets it. */
    private static List<TrustAnchor> limited(Registry registry, List<TrustAnchor> anchors) {
        if (registry.types().contains(TrustAnchor.ANY)) {
            return anchors;
        }
        return anchors.stream()
                .map(anchor -> new TrustAnchor(
                        anchor.did(),
                        anchor.name(),
                        anchor.types().contains(TrustAnchor.ANY)
                                ? registry.types()
                                : anchor.types().stream()
                                        .filter(registry.types()::contains)
                                        .toList(),
                        anchor.since(),
                        anchor.until(),
                        anchor.revoked(),
                        anchor.source()))
                .toList();
    }
}
