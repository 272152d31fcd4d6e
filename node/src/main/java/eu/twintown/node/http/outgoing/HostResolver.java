package eu.twintown.node.http.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gives the addresses of a host name; the operating system's resolver outside of tests. */
@FunctionalInterface
public interface HostResolver {

    /** The system's; names below {@code localhost}, which few systems know, are loopback (RFC 6761, section 6.3). */
    HostResolver SYSTEM = host ->
            isLocalhost(host) ? List.of(InetAddress.getLoopbackAddress()) : List.of(InetAddress.getAllByName(host));

    List<InetAddress> resolve(String host) throws UnknownHostException;

    /**
     * The system's, but for some names.
     *
     * @param hosts names to addresses, as in a hosts file
     */
    static HostResolver of(Map<String, String> hosts) {
        if (hosts.isEmpty()) {
            return SYSTEM;
        }
        return host -> {
            String address = hosts.get(host.toLowerCase(Locale.ROOT));
            // The name stays with the address: certificates are held against it.
            return address == null
                    ? SYSTEM.resolve(host)
                    : List.of(InetAddress.getByAddress(
                            host, InetAddress.ofLiteral(address).getAddress()));
        };
    }

    private static boolean isLocalhost(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).endsWith(".localhost");
    }
}
