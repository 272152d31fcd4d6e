package eu.twintown.node;

import eu.twintown.node.config.NodeConfig.Peer;
import eu.twintown.node.trust.Callers;
import eu.twintown.node.trust.did.Did;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The other organisations that this node deals with: who has called and what it proved, and configured peers. */
final class Neighbours {
    private final Callers callers;
    private final List<Peer> peers;

    Neighbours(Callers callers, List<Peer> peers) {
        this.callers = callers;
        this.peers = peers;
    }

    /** A credential that a caller has shown. */
    record Proof(String type, String issuer, Optional<Instant> validUntil) {}

    /** What {@code GET /api/participants} tells of one. */
    record View(
            String id,
            String name,
            String country,
            String url,
            String how,
            List<Proof> proves,
            List<String> attributes,
            Optional<Instant> lastSeen,
            Optional<Callers.Refusal> refused) {}

    List<View> views() {
        List<View> views = new ArrayList<>();
        Set<String> met = new HashSet<>();
        for (Callers.Seen seen : callers.all()) {
            Optional<Peer> peer =
                    peers.stream().filter(one -> did(one).equals(seen.id())).findFirst();
            met.add(seen.id());
            views.add(new View(
                    seen.id(),
                    peer.map(Peer::title).orElse(seen.name()),
                    peer.map(Peer::country).orElse(""),
                    peer.map(one -> one.url().toString()).orElse(""),
                    seen.how(),
                    proofs(seen),
                    attributes(seen),
                    Optional.of(seen.lastSeen()),
                    seen.refused()));
        }
        for (Peer peer : peers) {
            if (!met.contains(did(peer))) {
                views.add(new View(
                        did(peer),
                        peer.title(),
                        peer.country(),
                        peer.url().toString(),
                        peer.auth().method().name().toLowerCase(Locale.ROOT),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        return views;
    }

    private static List<Proof> proofs(Callers.Seen seen) {
        String issuers = String.join(", ", seen.attributes().getOrDefault("issuer", List.of()));
        return seen.attributes().getOrDefault("credential", List.of()).stream()
                .map(type -> new Proof(type, issuers, Optional.empty()))
                .toList();
    }

    private static List<String> attributes(Callers.Seen seen) {
        return Stream.of("identity_attributes", "MembershipCredential.identityAttributes")
                .flatMap(name -> seen.attributes().getOrDefault(name, List.of()).stream())
                .toList();
    }

    static String did(Peer peer) {
        URI url = peer.url();
        return peer.auth().did().orElseGet(() -> Did.web(URI.create(url.getScheme() + "://" + url.getRawAuthority()))
                .value());
    }
}
