package eu.twintown.node;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.node.config.NodeConfig.Peer;
import eu.twintown.node.federation.Federation;
import eu.twintown.node.federation.PeerState;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The peers of the configuration file: makes each a context source registration, and tells how all sources do. */
final class Peering {
    private static final String PREFIX = "urn:ngsi-ld:ContextSourceRegistration:peer:";

    private final Federation federation;
    private final Map<String, Peer> peers;
    private final Function<URI, Optional<String>> refusals;

    /**
     * What {@code GET /api/peers} tells of a source.
     *
     * @param country ISO 3166-1 code; empty where the source was registered through the API
     * @param refusal why it does not accept this node's proof of who it is
     */
    record View(
            String id,
            String name,
            String url,
            String country,
            String state,
            Optional<Instant> lastAnswer,
            Optional<Instant> lastFailure,
            Optional<String> error,
            Optional<Long> latencyMs,
            Optional<String> refusal) {}

    /** @param refusals tells of an address why the peer there does not accept this node's proof */
    Peering(Federation federation, List<Peer> peers, Function<URI, Optional<String>> refusals) {
        this.federation = federation;
        this.refusals = refusals;
        this.peers = peers.stream().collect(Collectors.toMap(peer -> PREFIX + peer.name(), peer -> peer));
    }

    /** @param context says what the short names of types stand for */
    void register(Context context) {
        peers.forEach((id, peer) -> {
            if (peer.fromStart()) {
                federation.registrations().put("", id, registration(peer), context);
            }
        });
    }

    /** The address of a peer of the configuration, by its name or the id of its registration. */
    Optional<URI> address(String id) {
        return Optional.ofNullable(peers.get(id))
                .or(() -> Optional.ofNullable(peers.get(PREFIX + id)))
                .map(Peer::url);
    }

    List<View> views() {
        return federation.peers().list("").stream().map(this::view).toList();
    }

    private View view(PeerState state) {
        Optional<Peer> peer = Optional.ofNullable(peers.get(state.id()));
        return new View(
                state.id(),
                state.name(),
                peer.map(known -> known.url().toString()).orElse(state.url()),
                peer.map(Peer::country).orElse(""),
                state.state(),
                state.lastAnswer(),
                state.lastFailure(),
                state.error(),
                state.latencyMs(),
                peer.flatMap(known -> refusals.apply(known.url())));
    }

    /** As a caller of the API would write it (clause 5.2.9). */
    private static ObjectNode registration(Peer peer) {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        document.put("type", "ContextSourceRegistration");
        document.put("registrationName", peer.title());
        document.put("endpoint", peer.url().toString());
        // A peer's name is its pseudonym in Via headers: a request that came from it is not sent back to it (4.3.6.4).
        document.put("contextSourceAlias", peer.name());
        var entities = document.putArray("information").addObject().putArray("entities");
        peer.types().forEach(type -> entities.addObject().put("type", type));
        document.putArray("operations").add("federationOps").add("retrieveTemporal");
        // A peer answers for its own twin only: it may have registered this node, too.
        document.putObject("management").put("localOnly", true);
        return document;
    }
}
