package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import java.util.List;

/**
 * What came of asking one source.
 *
 * @param entities what it gave and what could be read
 * @param more whether it has further pages
 * @param warnings values for NGSILD-Warning headers: its own failure, and what it said of its sources
 */
record SourceAnswer(Outcome outcome, List<Entity> entities, boolean more, List<String> warnings) {

    enum Outcome {
        ANSWERED,
        /** It does not know this kind of request (status 400); another may work. */
        REFUSED,
        FAILED
    }

    static SourceAnswer of(List<Entity> entities, boolean more, List<String> warnings) {
        return new SourceAnswer(Outcome.ANSWERED, entities, more, warnings);
    }

    static SourceAnswer failure(String warning) {
        return new SourceAnswer(Outcome.FAILED, List.of(), false, List.of(warning));
    }

    /** It did not answer usefully, so that nothing can be concluded from what is missing. */
    boolean failed() {
        return outcome != Outcome.ANSWERED;
    }
}
