package eu.twintown.node.dataspace.dsp;

import eu.twintown.node.config.ConfigNode;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the section {@code dataspace} of the configuration says about the Dataspace Protocol.
 *
 * @param counterOffers whether a request for other terms than those on offer is answered with what is on offer; else it
 *     waits for a person
 * @param giveUp how long a message is tried before it counts as not delivered
 * @param addresses base address of participants that their DID documents do not tell, by participant id
 * @param pageSize most datasets on a page of the catalog, unless the caller asks for another number
 */
public record DspSettings(boolean counterOffers, Duration giveUp, Map<String, URI> addresses, int pageSize) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 1_000;

    public DspSettings {
        addresses = Map.copyOf(addresses);
    }

    /** Reads it; faults go to the list of the file. */
    public static DspSettings read(ConfigNode root) {
        ConfigNode section = root.section("dataspace");
        ConfigNode negotiations = section.section("negotiations");
        negotiations.allowOnly("other-terms", "give-up");
        Duration giveUp = negotiations.duration("give-up", Duration.ofHours(24));
        if (giveUp.compareTo(SHORTEST) < 0 || giveUp.compareTo(LONGEST) > 0) {
            negotiations.fault("give-up", "must be from 1s to 30 days");
            giveUp = Duration.ofHours(24);
        }
        Map<String, URI> addresses = new LinkedHashMap<>();
        ConfigNode known = section.section("addresses");
        known.keys().forEach(id -> address(known, id).ifPresent(address -> addresses.put(id, address)));
        return new DspSettings(
                negotiations
                        .oneOf("other-terms", "wait", "wait", "counter-offer")
                        .equals("counter-offer"),
                giveUp,
                addresses,
                section.integer("catalogue-page", PAGE, 1, LARGEST_PAGE));
    }

    private static Optional<URI> address(ConfigNode known, String id) {
        return known.uri(id).map(DspSettings::withoutSlash);
    }

    /** The same address without a slash at its end. */
    public static URI withoutSlash(URI address) {
        String text = address.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : address;
    }
}
