package eu.twintown.node.trust.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.node.config.NodeConfig.Peer;
import eu.twintown.node.config.PeerAuth;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.tls.ClientTls;
import eu.twintown.node.http.tls.LiveIdentity;
import eu.twintown.node.http.tls.TrustAnchors;
import eu.twintown.node.trust.dcp.AccessTokens;
import eu.twintown.node.trust.dcp.DcpSettings;
import eu.twintown.node.trust.dcp.IdTokens;
import eu.twintown.node.trust.dcp.Scope;
import eu.twintown.node.trust.did.Did;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends requests to other nodes, to each configured peer with the proof that it wants. Requests to participants
 * by their DID carry a proof by DCP; those to anybody else, and those that hold a proof already, go out as they are.
 */
public final class PeerClient {
    private static final int MOST_PARTICIPANTS = 10_000;
    private static final String DID = "did:";

    private final OutgoingClient outgoing;
    private final Function<OutgoingClient.Request, OutgoingClient.Response> way;
    private final Map<String, Asking> byOrigin = new LinkedHashMap<>();
    private final Cache<String, DcpProof> byDid =
            Caffeine.newBuilder().maximumSize(MOST_PARTICIPANTS).build();
    private final Tokens dcp;
    private final InstantSource clock;

    /** What DCP proofs are made with. */
    public record Tokens(IdTokens ids, AccessTokens access, DcpSettings settings) {}

    public PeerClient(List<Peer> peers, Tokens dcp, OutgoingClient outgoing, InstantSource clock) {
        this(peers, dcp, outgoing, outgoing::send, clock);
    }

    /** @param way by which requests go, whatever proof they carry: some addresses want more than a proof, such as tier 2 */
    public PeerClient(
            List<Peer> peers,
            Tokens dcp,
            OutgoingClient outgoing,
            Function<OutgoingClient.Request, OutgoingClient.Response> way,
            InstantSource clock) {
        this.outgoing = outgoing;
        this.way = way;
        this.dcp = dcp;
        this.clock = clock;
        for (Peer peer : peers) {
            byOrigin.put(origin(peer.url()), asking(peer));
        }
    }

    /** Sends and waits; throws what {@link OutgoingClient#send} throws. */
    public OutgoingClient.Response send(OutgoingClient.Request request) {
        Asking asking = byOrigin.get(origin(request.uri()));
        return asking == null || Headers.hasAuthorization(request) ? way.apply(request) : asking.send(request);
    }

    /**
     * Sends and waits: to a configured peer as it wants, to any other participant with a proof by DCP, where its id is a
     * DID.
     *
     * @param participant id of who is asked
     */
    public OutgoingClient.Response send(String participant, OutgoingClient.Request request) {
        if (byOrigin.containsKey(origin(request.uri()))
                || Headers.hasAuthorization(request)
                || !participant.startsWith(DID)) {
            return send(request);
        }
        return byDid.get(participant, did -> dcpProof(Did.parse(did))).send(request);
    }

    /** This node has something new to show: peers that refused its proof get it again with the next request. */
    public void tryAgain() {
        byDid.asMap().values().forEach(DcpProof::tryAgain);
        byOrigin.values().forEach(asking -> {
            if (asking instanceof DcpProof proof) {
                proof.tryAgain();
            }
        });
    }

    /** Why the peer at this address does not accept this node's proof; empty where nothing is known against it. */
    public Optional<String> refusal(URI address) {
        return byOrigin.get(origin(address)) instanceof DcpProof proof ? proof.refusal() : Optional.empty();
    }

    private Asking asking(Peer peer) {
        PeerAuth auth = peer.auth();
        return switch (auth.method()) {
            case DCP -> dcpProof(auth.did().map(Did::parse).orElseGet(() -> Did.web(URI.create(origin(peer.url())))));
            case OAUTH2 -> new OAuth2Proof(auth.oauth2().orElseThrow(), outgoing, clock);
            case MTLS -> mutualTls(peer.name(), auth.mtls().orElseThrow());
            case NONE -> way::apply;
        };
    }

    private DcpProof dcpProof(Did did) {
        return new DcpProof(
                did,
                dcp.settings().require().stream().map(Scope::ofType).collect(Collectors.toSet()),
                new DcpProof.Tokens(dcp.ids(), dcp.access(), dcp.settings().tokenLife()),
                way,
                clock);
    }

    private Asking mutualTls(String name, PeerAuth.Mtls settings) {
        String profile = "peer " + name;
        outgoing.useTls(
                profile,
                new ClientTls(
                        Optional.of(LiveIdentity.ofFiles(settings.certificate(), settings.key(), clock)),
                        settings.trust().map(TrustAnchors::ofPem).orElseGet(TrustAnchors::system)));
        return request -> outgoing.send(request.withTls(profile));
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
