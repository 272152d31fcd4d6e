package eu.twintown.node.acquisition;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.node.mediation.mapping.RawRecord;
import java.time.Instant;
import java.util.Set;

/**
 * An entity, or a part of one, that is to be stored.
 *
 * @param entity in expanded form
 * @param time the record's time, for the order of writing; the beginning of time where it has none
 * @param names attributes as the mapping names them
 * @param onChange expanded names of the attributes that are written only when their value differs
 * @param ifAbsent expanded names of the attributes that are written only where the entity does not have them
 * @param print by which it is known again
 * @param raw the record that it came from
 */
record Draft(
        Entity entity,
        Instant time,
        Set<String> names,
        Set<String> onChange,
        Set<String> ifAbsent,
        Dealt.Print print,
        RawRecord raw) {}
