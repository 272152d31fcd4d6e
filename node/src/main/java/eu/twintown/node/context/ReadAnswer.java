package eu.twintown.node.context;

import eu.twintown.kernel.entity.Entity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a retrieval or query found.
 *
 * @param total number of all matches, where it was asked for
 * @param more whether there is a next page
 * @param warnings values for NGSILD-Warning headers (clause 6.3.17): sources that did not answer, and why
 * @param entityMap id of the entity map that tells which source gave which entity
 * @param credits values for Link headers that name sources which are to be named
 */
public record ReadAnswer(
        List<Entity> entities,
        OptionalLong total,
        boolean more,
        List<String> warnings,
        Optional<String> entityMap,
        List<String> credits) {

    /** No entity, and nothing to say about it. */
    public static final ReadAnswer NOTHING =
            new ReadAnswer(List.of(), OptionalLong.empty(), false, List.of(), Optional.empty());

    /** One of sources that need not be named. */
    public ReadAnswer(
            List<Entity> entities,
            OptionalLong total,
            boolean more,
            List<String> warnings,
            Optional<String> entityMap) {
        this(entities, total, more, warnings, entityMap, List.of());
    }

    /** The same with the sources that are to be named. */
    public ReadAnswer crediting(List<String> sources) {
        return sources.isEmpty() ? this : new ReadAnswer(entities, total, more, warnings, entityMap, sources);
    }
}
