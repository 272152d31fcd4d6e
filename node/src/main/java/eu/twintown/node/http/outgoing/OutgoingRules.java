package eu.twintown.node.http.outgoing;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the outgoing client may reach and how far it goes.
 *
 * @param allow hosts ({@code example.org}, {@code *.example.org}) and address blocks ({@code 127.0.0.0/8}) that may be
 *     reached although they are not public; a host named here may have any address
 * @param deny hosts and address blocks that are never reached; stronger than {@code allow}
 * @param connectTimeout limit for one connection to come up
 * @param maxBytes size limit of a body, after decompression
 * @param maxRedirects how many redirects of a GET or HEAD are followed
 * @param failuresToOpen consecutive failures of a peer after which its circuit opens
 * @param cooldown how long an open circuit refuses before it lets one probe through
 */
public record OutgoingRules(
        List<String> allow,
        List<String> deny,
        Duration connectTimeout,
        long maxBytes,
        int maxRedirects,
        int failuresToOpen,
        Duration cooldown) {

    /** Public addresses only; 32 MiB, 3 redirects, circuit open after 5 failures for 10 seconds. */
    public static final OutgoingRules PUBLIC_ONLY =
            new OutgoingRules(List.of(), List.of(), Duration.ofSeconds(5), 32L << 20, 3, 5, Duration.ofSeconds(10));

    public OutgoingRules {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        AddressRules.check(allow);
        AddressRules.check(deny);
    }

    /** These rules, with more hosts or blocks allowed. */
    public OutgoingRules allowing(String... more) {
        List<String> all = Stream.concat(allow.stream(), Stream.of(more)).toList();
        return new OutgoingRules(all, deny, connectTimeout, maxBytes, maxRedirects, failuresToOpen, cooldown);
    }

    /** These rules, with more hosts or blocks denied. */
    public OutgoingRules denying(String... more) {
        List<String> all = Stream.concat(deny.stream(), Stream.of(more)).toList();
        return new OutgoingRules(allow, all, connectTimeout, maxBytes, maxRedirects, failuresToOpen, cooldown);
    }

    public OutgoingRules withMaxBytes(long bytes) {
        return new OutgoingRules(allow, deny, connectTimeout, bytes, maxRedirects, failuresToOpen, cooldown);
    }

    public OutgoingRules withCircuit(int failures, Duration wait) {
        return new OutgoingRules(allow, deny, connectTimeout, maxBytes, maxRedirects, failures, wait);
    }
}
