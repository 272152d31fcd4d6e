package eu.twintown.node.dataspace.supply;

import eu.twintown.node.dataspace.binding.Description;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an agreement is to give.
 *
 * @param types expanded names of entity types
 * @param attributes expanded names; empty = whatever there is
 * @param maxAge how old the newest value may be
 * @param entities how many there are at least
 */
record Promise(List<String> types, List<String> attributes, Optional<Duration> maxAge, OptionalLong entities) {

    static Promise of(Description description) {
        return new Promise(description.types(), description.attributes(), description.maxAge(), description.entities());
    }
}
