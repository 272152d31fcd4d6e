package eu.twintown.node.acquisition;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.entity.EntityWriter;
import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.mediation.DataModel;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.node.mediation.mapping.MappedEntity;
import eu.twintown.node.mediation.mapping.Mapping;
import eu.twintown.node.mediation.mapping.RawRecord;
import eu.twintown.node.mediation.mapping.RecordFault;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes drafts of mapped entities: expands them with the mapping's context, and checks them against the data model. */
final class Drafter {
    /** Clocks may differ by this much; a time further ahead is a fault of the source. */
    static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Representation SIMPLIFIED = Representation.of(Representation.Format.SIMPLIFIED);

    private final Mapping mapping;
    private final Context context;
    private final Function<JsonNode, Context> contexts;
    private final Optional<DataModel> model;
    private final Context modelContext;

    /** Drafts of one mapping; {@code contexts} compiles what stands in {@code @context}. */
    Drafter(Mapping mapping, DataModels models, Function<JsonNode, Context> contexts) {
        this.mapping = mapping;
        this.contexts = contexts;
        this.context = contexts.apply(mapping.context());
        this.model = mapping.model().flatMap(models::find);
        this.modelContext = model.map(shape -> contexts.apply(shape.context())).orElse(context);
    }

    /**
     * The draft of an entity.
     *
     * @throws RecordFault where the entity is not valid
     */
    Draft draft(MappedEntity mapped, RawRecord raw, Instant now) {
        if (mapped.time().isPresent() && mapped.time().get().isAfter(now.plus(CLOCK_TOLERANCE))) {
            throw new RecordFault(
                    "The time " + mapped.time().get() + " lies ahead of this node's clock, " + now
                            + "; is the time zone right?",
                    "time");
        }
        Entity entity = expanded(mapped);
        model.ifPresent(shape -> check(entity, shape));
        return new Draft(
                entity,
                mapped.time().orElse(Instant.MIN),
                names(mapped),
                expanded(mapped.onChange()),
                expanded(mapped.ifAbsent()),
                print(mapped),
                raw);
    }

    /** By what a mapped entity is known again. */
    static Dealt.Print print(MappedEntity mapped) {
        return Dealt.print(mapped, mapped.id() + ' ' + String.join(" ", names(mapped)));
    }

    /** The attributes of an entity, as its mapping names them. */
    static Set<String> names(MappedEntity mapped) {
        Set<String> names = new TreeSet<>(mapped.normalised().propertyNames());
        names.remove("id");
        names.remove("type");
        return names;
    }

    private Entity expanded(MappedEntity mapped) {
        try (JsonParser parser = MAPPER.treeAsTokens(mapped.normalised())) {
            parser.nextToken();
            return EntityParser.parse(parser, context, contexts, EntityParser.Mode.ENTITY);
        } catch (ProblemException e) {
            String pointer = e.problem().extensions().getOrDefault("pointer", "");
            throw new RecordFault("The entity is not valid NGSI-LD: " + e.getMessage(), pointer);
        }
    }

    private Set<String> expanded(Set<String> names) {
        return names.stream().map(context::expand).collect(Collectors.toUnmodifiableSet());
    }

    private void check(Entity entity, DataModel shape) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = MAPPER.createGenerator(text)) {
            EntityWriter.write(generator, entity, modelContext, SIMPLIFIED, false);
        }
        var violations = shape.violations(MAPPER.readTree(text.toString()), mapping.part());
        if (!violations.isEmpty()) {
            throw new RecordFault(
                    "The entity is not as the data model " + shape.id() + " asks: "
                            + violations.stream()
                                    .map(DataModel.Violation::sentence)
                                    .collect(Collectors.joining("; ")),
                    violations.getFirst().pointer());
        }
    }
}
