package eu.twintown.store.index;

import java.time.Instant;

/**
 * An index on the values of one attribute of the entities of one type, for operators to see.
 *
 * @param type expanded name
 * @param attribute expanded name
 * @param ready whether queries can use it; else it is being made, or waits for the first entity of the type
 * @param declared whether the configuration asks for it; else it was made on demand
 * @param bytes what it takes on disk
 * @param uses queries that it has answered
 * @param usedAt when it was last used, to some seconds; when it was made, where it never was
 */
public record ValueIndex(
        String type,
        String attribute,
        boolean ready,
        boolean declared,
        long bytes,
        long uses,
        Instant createdAt,
        Instant usedAt) {}
