package eu.twintown.node.access.enforce;

import java.util.List;
import java.util.Set;

/**
 * What became of one request under an agreement, for usage records.
 *
 * @param party id of the participant
 * @param purposes IRIs that it claimed
 * @param types expanded types of what was given
 * @param entities how many were given
 * @param refused whether it was not let in
 */
public record Served(
        String agreement, String party, List<String> purposes, Set<String> types, int entities, boolean refused) {}
