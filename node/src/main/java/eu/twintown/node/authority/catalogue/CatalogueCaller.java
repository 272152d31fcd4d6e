package eu.twintown.node.authority.catalogue;

import java.util.HashSet;
import java.util.Set;

/**
 * A participant that asks the catalogue.
 *
 * @param identityAttributes codes, such as {@code CONSUMER}
 */
public record CatalogueCaller(String participantId, Set<String> identityAttributes) {

    /** The names by which a policy can mean this caller. */
    Set<String> names() {
        Set<String> names = new HashSet<>(identityAttributes);
        names.add(participantId);
        return names;
    }
}
