package eu.twintown.node.dataspace.binding;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A dataset of another participant that this node is to have under an agreement, by its configuration
 * ({@code dataspace.agreements}).
 *
 * @param participant id of the provider: its DID
 * @param address base of the provider's Dataspace Protocol endpoints; empty = as its DID document says
 * @param dataset id or title
 * @param offer which offer is accepted: its id, or what it is about (open, members, research, emergency, aggregated,
 *     until); empty = the first
 * @param purpose IRI that is claimed with each request
 * @param push whether the data are to be sent here as they change, rather than asked for
 * @param maxAge how old the newest value is to be at most, where the provider promises nothing
 * @param entities how many entities there are to be at least, where the provider promises nothing
 */
public record Wish(
        String participant,
        Optional<URI> address,
        String dataset,
        Optional<String> offer,
        Optional<String> purpose,
        boolean push,
        Optional<Duration> maxAge,
        OptionalLong entities) {

    /** For messages and timers. */
    String name() {
        return dataset + " of " + participant;
    }
}
