package eu.twintown.node.mediation.mapping;

import eu.twintown.node.config.ConfigNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A mapping file, read and checked: a pure function from answers of a source to NGSI-LD entities (docs/mapping.md).
 */
public final class Mapping {
    private static final String CITY_CONTEXT = "https://twintown.eu/contexts/city.jsonld";

    private final String name;
    private final int version;
    private final JsonNode context;
    private final Optional<String> model;
    private final boolean part;
    private final RecordFormat format;
    private final List<String> expected;
    private final List<SideTable> tables;
    private final RecordMapper mapper;

    private Mapping(
            ConfigNode file, RecordFormat format, List<String> expected, List<SideTable> tables, RecordMapper mapper) {
        this.name = file.text("mapping");
        this.version = file.integer("version", 1, 0, Integer.MAX_VALUE);
        this.context = file.has("context") ? file.json().path("context") : Values.text(CITY_CONTEXT);
        this.model = file.optionalText("model");
        this.part = file.flag("part", false);
        this.format = format;
        this.expected = expected;
        this.tables = tables;
        this.mapper = mapper;
    }

    /**
     * Reads a mapping file; faults go to {@code file}, and the mapping is to be used only where there are none.
     *
     * @param file the whole file, with its folder as the base of relative paths
     */
    public static Mapping read(ConfigNode file, SourceKind kind) {
        file.allowOnly(
                "mapping",
                "version",
                "context",
                "model",
                "part",
                "records",
                "shared",
                "csv",
                "nulls",
                "expect",
                "columns",
                "skip",
                "keep",
                "tables",
                "time",
                "id",
                "type",
                "attributes",
                "entities");
        List<SideTable> tables = new ArrayList<>();
        ConfigNode tableSection = file.section("tables");
        for (String table : tableSection.keys()) {
            SideTable.read(table, tableSection.section(table)).ifPresent(tables::add);
        }
        return new Mapping(
                file,
                RecordFormat.read(file, kind),
                Expectations.read(file, kind),
                List.copyOf(tables),
                RecordMapper.read(file, tables));
    }

    public String name() {
        return name;
    }

    /** Grows with each change of the file, as its author counts. */
    public int version() {
        return version;
    }

    /** The JSON-LD context of the names used, as {@code @context} would hold it. */
    public JsonNode context() {
        return context;
    }

    /** Id of the data model that entities are validated against. */
    public Optional<String> model() {
        return model;
    }

    /** Whether entities are only parts, so that attributes required by the model may be missing. */
    public boolean part() {
        return part;
    }

    /** Names of the entity types that this mapping makes. */
    public Set<String> types() {
        Set<String> types = new TreeSet<>();
        mapper.entities().forEach(rule -> types.addAll(rule.types()));
        return types;
    }

    /** Files beside the mapping that it was made from. */
    public List<Path> tableFiles() {
        return tables.stream().map(SideTable::file).toList();
    }

    /**
     * Takes an answer apart into records.
     *
     * @param lines whether each line is an answer by itself (newline-delimited JSON)
     * @throws SourceFault where it cannot be read or lacks what the mapping expects
     */
    public List<RawRecord> decode(byte[] body, boolean lines) {
        RecordFormat.Answer answer = format.decode(body, lines);
        new Expectations(expected, mapper.columns()).check(answer);
        return answer.records();
    }

    /** One pass over records in the order in which they came. */
    public final class Pass {
        private final TimeRule.Memory memory = new TimeRule.Memory();

        /** What a record becomes; never throws for what is in the record. */
        public MappedRecord map(RawRecord raw) {
            return mapper.map(raw, memory);
        }
    }

    /** Starts a pass over an answer. */
    public Pass pass() {
        return new Pass();
    }
}
