package eu.twintown.node.http.outgoing;

import java.net.InetAddress;

/** A block of addresses in CIDR notation. */
record AddressBlock(byte[] prefix, int bits) {

    /** Reads {@code 10.0.0.0/8}, {@code fc00::/7} or a single address. */
    static AddressBlock parse(String text) {
        int slash = text.indexOf('/');
        byte[] prefix = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                .getAddress();
        int bits = slash < 0 ? prefix.length * 8 : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > prefix.length * 8) {
            throw new IllegalArgumentException("'" + text + "' has a prefix length out of range");
        }
        return new AddressBlock(prefix, bits);
    }

    /** Whether {@code text} is meant as an address or block, not as a host name. */
    static boolean looksLikeOne(String text) {
        return text.indexOf(':') >= 0 || text.matches("[0-9./]+");
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((bytes[bit >> 3] ^ prefix[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
