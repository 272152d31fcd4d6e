package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes entities of one record.
 *
 * @param nulls texts that mean "no value"
 * @param skip which records are not data
 * @param keep which records are wanted
 */
record RecordMapper(
        Set<String> nulls,
        Optional<Columns> columns,
        Optional<Expression> skip,
        Optional<Expression> keep,
        List<SideTable> tables,
        Optional<TimeRule> time,
        List<EntityRule> entities) {

    static RecordMapper read(ConfigNode file, List<SideTable> tables) {
        List<EntityRule> entities = new ArrayList<>();
        if (file.has("entities")) {
            for (ConfigNode section : file.list("entities")) {
                section.allowOnly("id", "type", "attributes");
                EntityRule.read(section).ifPresent(entities::add);
            }
        } else {
            EntityRule.read(file).ifPresent(entities::add);
        }
        return new RecordMapper(
                Set.copyOf(file.texts("nulls")),
                Columns.read(file),
                Reading.expression(file, "skip"),
                Reading.expression(file, "keep"),
                List.copyOf(tables),
                TimeRule.read(file),
                List.copyOf(entities));
    }

    MappedRecord map(RawRecord raw, TimeRule.Memory memory) {
        MappedRecord result = new MappedRecord(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, JsonNode> shared = new HashMap<>();
        raw.shared().properties().forEach(value -> shared.put(value.getKey(), value.getValue()));
        Scope scope = new Scope(cleaned(raw.content()), shared);
        try {
            if (skip.isPresent() && Values.isTrue(skip.get().evaluate(scope))) {
                return result;
            }
        } catch (RecordFault e) {
            result.faults().add(new RecordFault("skip: " + e.getMessage(), "skip"));
            return result;
        }
        if (columns.isPresent()) {
            columns.get().split(scope, cell -> addTo(result, cell, memory));
        } else {
            addTo(result, scope, memory);
        }
        return result;
    }

    private void addTo(MappedRecord result, Scope record, TimeRule.Memory memory) {
        List<String> dropped = new ArrayList<>();
        try {
            Scope scope = withTables(record);
            if (keep.isPresent() && !Values.isTrue(keep.get().evaluate(scope))) {
                result.dropped().add("a record that is not to be kept");
                return;
            }
            Optional<Instant> instant = Optional.empty();
            if (time.isPresent()) {
                instant = time.get().evaluate(scope, entities.getFirst().id(scope), memory);
                if (instant.isPresent()) {
                    scope = scope.with("time", Values.text(instant.get().toString()));
                }
            }
            List<MappedEntity> made = new ArrayList<>();
            for (EntityRule entity : entities) {
                entity.evaluate(scope, instant, dropped::add).ifPresent(made::add);
            }
            result.entities().addAll(made);
            result.dropped().addAll(dropped);
        } catch (RecordFault e) {
            JsonNode column = record.variable("column");
            String place = Values.isMissing(column) ? e.place() : Values.text(column);
            result.faults().add(new RecordFault(String.valueOf(e.getMessage()), place));
        }
    }

    private Scope withTables(Scope record) {
        Scope scope = record;
        for (SideTable table : tables) {
            scope = scope.with(table.name(), table.lookUp(scope));
        }
        return scope;
    }

    /** The record with null in the place of texts that mean "no value". */
    private JsonNode cleaned(JsonNode value) {
        if (value.isObject()) {
            ObjectNode object = Values.JSON.objectNode();
            value.properties().forEach(member -> object.set(member.getKey(), cleaned(member.getValue())));
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = Values.JSON.arrayNode();
            value.forEach(item -> array.add(cleaned(item)));
            return array;
        }
        boolean none = value.isString()
                && (value.asString().isBlank()
                        || nulls.contains(value.asString().strip()));
        return none ? NullNode.getInstance() : value;
    }
}
