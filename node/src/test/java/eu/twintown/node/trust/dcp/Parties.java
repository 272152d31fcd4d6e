package eu.twintown.node.trust.dcp;

import eu.twintown.node.config.NodeConfig.Peer;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.store.StoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Organisations with a did:web each, on real servers of this machine, that reach one another without TLS. */
public final class Parties implements AutoCloseable {
    private final InstantSource clock;
    private final List<Integer> ports;
    private final List<Party> parties = new ArrayList<>();
    private final List<StoreFixture> stores = new ArrayList<>();
    private final OutgoingClient outgoing = new OutgoingClient(
            OutgoingRules.PUBLIC_ONLY.allowing("127.0.0.0/8").withCircuit(1_000, Duration.ofMillis(100)));

    /** @param most how many can be added */
    public Parties(int most, InstantSource clock) {
        this.clock = clock;
        this.ports = freePorts(most);
    }

    private static List<Integer> freePorts(int count) {
        List<Integer> free = new ArrayList<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                free.add(socket.getLocalPort());
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return free;
    }

    InstantSource clock() {
        return clock;
    }

    public OutgoingClient outgoing() {
        return outgoing;
    }

    Set<String> hosts() {
        Set<String> hosts = new HashSet<>();
        ports.forEach(port -> hosts.add("127.0.0.1:" + port));
        return hosts;
    }

    /** The address that the next one will have. */
    public String nextUrl() {
        return "http://127.0.0.1:" + ports.get(parties.size());
    }

    /** One that knows these peers. */
    public Party add(Peer... peers) {
        StoreFixture store = StoreFixture.open();
        stores.add(store);
        Party party = new Party(this, ports.get(parties.size()), store.store(), List.of(peers));
        parties.add(party);
        return party;
    }

    @Override
    public void close() {
        parties.forEach(Party::close);
        stores.forEach(StoreFixture::close);
        outgoing.close();
    }
}
