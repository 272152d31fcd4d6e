package eu.twintown.node.trust.simpl.tier;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.trust.simpl.proof.OwnProof.Proof;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Sees to it that the other side has the own proof: once for each proof and each of those that are asked. */
final class HandOver {
    private static final int MOST = 10_000;

    private final Function<Request, Response> bare;
    private final String preflight;
    private final AuthoritySettings settings;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();

    /** What is known of one of the others; guarded by itself while the proof is on its way. */
    private static final class Peer {
        private final Versions versions;
        private volatile String handed = "";
        private volatile boolean justNow;

        Peer(Versions versions) {
            this.versions = versions;
        }
    }

    /** @param preflight name of the parameter with the proof's hash; empty = no preflight */
    HandOver(Function<Request, Response> bare, String preflight, AuthoritySettings settings) {
        this.bare = bare;
        this.preflight = preflight;
        this.settings = settings;
    }

    void ensure(String base, Proof proof) {
        Peer peer = peer(base);
        if (peer.handed.equals(proof.hash())) {
            peer.justNow = false;
            return;
        }
        synchronized (peer) {
            if (!peer.handed.equals(proof.hash())) {
                if (preflight.isEmpty() || !isKnown(base, proof)) {
                    send(base, peer, proof);
                }
                peer.handed = proof.hash();
                peer.justNow = true;
            }
        }
    }

    /** Whether the proof had been handed over before the request that was refused. */
    boolean isOld(String base) {
        Peer peer = peer(base);
        return !peer.justNow;
    }

    void forget(String base) {
        peer(base).handed = "";
    }

    void forget() {
        peers.clear();
    }

    private Peer peer(String base) {
        if (peers.size() > MOST) {
            peers.clear();
        }
        return peers.computeIfAbsent(base, b -> new Peer(new Versions(settings.version())));
    }

    /** 200 = it has this proof, 204 = it wants it, anything else = this is no Simpl agent. */
    private boolean isKnown(String base, Proof proof) {
        URI uri = URI.create(base + "/tier2/v2/ephemeralProof?" + preflight + "=" + proof.hash());
        Response response = bare.apply(new Request("OPTIONS", uri, Map.of(), new byte[0], settings.timeout()));
        return switch (response.status()) {
            case 200 -> true;
            case 204 -> false;
            default ->
                throw new ProblemException(
                        ProblemType.BAD_GATEWAY,
                        base + " is no Simpl agent: it answered the preflight with status " + response.status());
        };
    }

    private void send(String base, Peer peer, Proof proof) {
        byte[] body = JsonMapper.shared()
                .createObjectNode()
                .put("proof", proof.jwt())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        Response response = peer.versions.ask(
                () -> bare.apply(post(base + "/tier2/v2/ephemeralProof", "application/json", body)),
                () -> bare.apply(post(
                        base + "/v1/mtls/ephemeralProof",
                        "text/plain",
                        proof.jwt().getBytes(StandardCharsets.UTF_8))));
        Answers.accepted("the participant at " + base + " (to whom the ephemeral proof was handed over)", response);
    }

    private Request post(String uri, String type, byte[] body) {
        return new Request(
                "POST",
                URI.create(uri),
                Map.of("Content-Type", type, "Accept", "application/json, application/problem+json"),
                body,
                settings.timeout());
    }
}
