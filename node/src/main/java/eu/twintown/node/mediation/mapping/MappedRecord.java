package eu.twintown.node.mediation.mapping;

import java.util.List;

/**
 * What a mapping made of one record.
 *
 * @param faults why parts of it could not be mapped; the record belongs into quarantine where there are any
 * @param dropped reasons for which values or parts were left out on purpose
 */
public record MappedRecord(List<MappedEntity> entities, List<RecordFault> faults, List<String> dropped) {}
