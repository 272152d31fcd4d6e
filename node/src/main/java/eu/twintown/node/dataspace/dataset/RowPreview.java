package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.evaluation.Comparison;
import eu.twintown.kernel.policy.evaluation.World;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.store.Entities;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows what would leave under an offer and what would stay: of all entities of its types, with counts, and a few of them
 * as examples. Who asks is taken to fulfil whatever the policy asks of a recipient.
 */
final class RowPreview {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int EXAMPLES = 10;

    private final Entities entities;
    private final TermNames names;
    private final InstantSource clock;

    RowPreview(Entities entities, TermNames names, InstantSource clock) {
        this.entities = entities;
        this.names = names;
        this.clock = clock;
    }

    /** How many of one type there are, and how many of them leave. */
    private static final class Tally {
        private long total;
        private long leave;
    }

    /** What one walk over the entities finds. */
    private static final class Found {
        private final Tally all = new Tally();
        private final Map<String, Tally> byType = new LinkedHashMap<>();
        private final Set<String> leaving = new TreeSet<>();
        private final Set<String> seen = new TreeSet<>();
        private final List<Entity> left = new ArrayList<>();
        private final List<Entity> stayed = new ArrayList<>();
    }

    /** Adds {@code rows}, {@code attributes}, {@code leaving}, {@code staying} and {@code aggregation} to the answer. */
    void addTo(ObjectNode answer, Content.Entities content, List<Policy> offers) {
        Areas areas = new Areas(id -> entities.get(content.tenant(), id));
        Comparison comparison = new Comparison(World.at(clock.instant()));
        List<Part> parts = offers.stream()
                .flatMap(offer -> offer.permissions().stream())
                .map(permission -> Part.of(permission, names, areas, comparison))
                .toList();
        Predicate<Entity> inside = inside(content, areas);
        Found found = new Found();
        content.types().forEach(type -> found.byType.put(type, new Tally()));
        EntityFilter ofTypes = new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.of(TypeSelection.anyOf(content.types())),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        entities.scan(content.tenant(), ofTypes, entity -> look(entity, inside, content.attributes(), parts, found));
        write(answer, found, content.attributes(), parts);
        aggregation(answer, parts);
    }

    private static Predicate<Entity> inside(Content.Entities content, Areas areas) {
        if (content.area().isEmpty()) {
            return entity -> true;
        }
        GeoQuery area = areas.within(content.area().get())
                .orElseThrow(() -> ProblemException.badData(
                        "There is no entity " + content.area().get() + " with an area as location", "/content/area"));
        return area;
    }

    private static void look(
            Entity entity, Predicate<Entity> inside, List<String> attributes, List<Part> parts, Found found) {
        List<Part> open = inside.test(entity)
                ? parts.stream().filter(part -> part.rows().test(entity)).toList()
                : List.of();
        boolean leaves = !open.isEmpty();
        count(found.all, leaves);
        entity.types().stream().map(found.byType::get).forEach(tally -> {
            if (tally != null) {
                count(tally, leaves);
            }
        });
        for (String name : entity.attributes().keySet()) {
            found.seen.add(name);
            if ((attributes.isEmpty() || attributes.contains(name))
                    && open.stream().anyMatch(part -> part.attributes().test(name))) {
                found.leaving.add(name);
            }
        }
        List<Entity> examples = leaves ? found.left : found.stayed;
        if (examples.size() < EXAMPLES) {
            examples.add(entity);
        }
    }

    private static void count(Tally tally, boolean leaves) {
        tally.total++;
        tally.leave += leaves ? 1 : 0;
    }

    private void write(ObjectNode answer, Found found, List<String> attributes, List<Part> parts) {
        ObjectNode rows = answer.putObject("rows");
        write(rows, found.all);
        ArrayNode byType = rows.putArray("byType");
        found.byType.forEach((type, tally) ->
                write(byType.addObject().put("type", names.compact().apply(type)), tally));
        ObjectNode told = answer.putObject("attributes");
        ArrayNode leave = told.putArray("leave");
        found.leaving.forEach(name -> leave.add(names.compact().apply(name)));
        ArrayNode stay = told.putArray("stay");
        found.seen.stream()
                .filter(name -> !found.leaving.contains(name))
                .forEach(name -> stay.add(names.compact().apply(name)));
        ArrayNode leaving = answer.putArray("leaving");
        found.left.forEach(entity -> leaving.add(row(entity, leaves(entity, attributes, parts))));
        ArrayNode staying = answer.putArray("staying");
        found.stayed.forEach(entity -> staying.add(row(entity, name -> true)));
    }

    private static Predicate<String> leaves(Entity entity, List<String> attributes, List<Part> parts) {
        return name -> (attributes.isEmpty() || attributes.contains(name))
                && parts.stream()
                        .anyMatch(part ->
                                part.rows().test(entity) && part.attributes().test(name));
    }

    private static void write(ObjectNode node, Tally tally) {
        node.put("total", tally.total).put("leave", tally.leave).put("stay", tally.total - tally.leave);
    }

    private ObjectNode row(Entity entity, Predicate<String> shown) {
        ObjectNode row = MAPPER.createObjectNode().put("id", entity.id());
        row.put(
                "type",
                String.join(", ", entity.types().stream().map(names.compact()).toList()));
        entity.attributes().forEach((name, instances) -> {
            if (shown.test(name)) {
                row.set(
                        names.compact().apply(name),
                        instances.stream().findFirst().map(Attribute::value).orElseGet(MAPPER::nullNode));
            }
        });
        return row;
    }

    /** Where every permission sums values up, that is told: single values stay. */
    private static void aggregation(ObjectNode answer, List<Part> parts) {
        if (parts.isEmpty() || parts.stream().anyMatch(part -> part.summedUp().isEmpty())) {
            return;
        }
        ObjectNode aggregation = answer.putObject("aggregation");
        List<Constraint.Atomic> all =
                parts.stream().flatMap(part -> part.summedUp().stream()).toList();
        values(aggregation.putArray("temporal"), all, CityProfile.TEMPORAL_AGGREGATION);
        values(aggregation.putArray("spatial"), all, CityProfile.SPATIAL_AGGREGATION);
    }

    private static void values(ArrayNode array, List<Constraint.Atomic> constraints, String operand) {
        Set<String> values = new LinkedHashSet<>();
        constraints.stream()
                .filter(constraint -> constraint.left().equals(operand))
                .flatMap(constraint -> constraint.right().stream())
                .map(Operand::text)
                .forEach(values::add);
        values.forEach(array::add);
    }
}
