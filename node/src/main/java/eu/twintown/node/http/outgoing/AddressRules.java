package eu.twintown.node.http.outgoing;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * Decides which addresses may be connected to. Everything that IANA's special-purpose registries (RFC 6890, and its
 * IPv6 counterpart) do not call globally reachable is refused unless allowed, and so are the blocks that embed an IPv4
 * address in an IPv6 one.
 */
final class AddressRules {
    private static final List<AddressBlock> NOT_PUBLIC = List.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .stream()
            .map(AddressBlock::parse)
            .toList();

    private final List<AddressBlock> allowedBlocks;
    private final List<AddressBlock> deniedBlocks;
    private final List<String> allowedHosts;
    private final List<String> deniedHosts;

    AddressRules(OutgoingRules rules) {
        allowedBlocks = blocks(rules.allow());
        deniedBlocks = blocks(rules.deny());
        allowedHosts = hosts(rules.allow());
        deniedHosts = hosts(rules.deny());
    }

    /** Throws IllegalArgumentException where an entry is no host and no block. */
    static void check(List<String> entries) {
        blocks(entries);
    }

    private static List<AddressBlock> blocks(List<String> entries) {
        return entries.stream()
                .filter(AddressBlock::looksLikeOne)
                .map(AddressBlock::parse)
                .toList();
    }

    private static List<String> hosts(List<String> entries) {
        return entries.stream()
                .filter(entry -> !AddressBlock.looksLikeOne(entry))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Throws OutgoingException where {@code host}, with the addresses that it has just now, must not be reached. */
    void requireAllowed(String host, List<InetAddress> addresses) {
        String name = host.toLowerCase(Locale.ROOT);
        if (matches(deniedHosts, name)) {
            throw refused("the host '" + host + "' is denied by configuration");
        }
        boolean hostAllowed = matches(allowedHosts, name);
        // Every address is checked, so that one public address cannot open the way to a private one.
        for (InetAddress address : addresses) {
            String text = address.getHostAddress();
            if (anyContains(deniedBlocks, address)) {
                throw refused("the address " + text + " of '" + host + "' is denied by configuration");
            }
            if (!hostAllowed && !anyContains(allowedBlocks, address) && anyContains(NOT_PUBLIC, address)) {
                throw refused("the address " + text + " of '" + host
                        + "' is not public (loopback, private, link-local or reserved); allow it by configuration"
                        + " if it is meant");
            }
        }
    }

    private static OutgoingException refused(String why) {
        return new OutgoingException(OutgoingException.Reason.FORBIDDEN_ADDRESS, "Not requested: " + why + ".");
    }

    private static boolean matches(List<String> patterns, String host) {
        return patterns.stream()
                .anyMatch(pattern ->
                        pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern));
    }

    private static boolean anyContains(List<AddressBlock> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }
}
