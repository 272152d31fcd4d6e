package eu.twintown.node.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Gives the addresses of a host name; the operating system's resolver outside of tests. */
@FunctionalInterface
public interface HostResolver {

    HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> resolve(String host) throws UnknownHostException;
}
