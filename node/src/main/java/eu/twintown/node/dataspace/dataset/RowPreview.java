package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.kernel.time.DateTimes;
import eu.twintown.kernel.view.Level;
import eu.twintown.kernel.view.Part;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.node.access.enforce.Prospect;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.store.Entities;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows what would leave under an offer, as it would leave, and what would stay: of all entities of its types, with counts,
 * and a few of them as examples.
 */
final class RowPreview {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int EXAMPLES = 10;

    private final Entities entities;
    private final Prospect prospect;
    private final TermNames names;
    private final InstantSource clock;

    RowPreview(Entities entities, Prospect prospect, TermNames names, InstantSource clock) {
        this.entities = entities;
        this.prospect = prospect;
        this.names = names;
        this.clock = clock;
    }

    /** How many of one type there are, how many leave, and how many stay. */
    private static final class Tally {
        private long total;
        private long leave;
        private long stay;

        void writeTo(ObjectNode node) {
            node.put("total", total).put("leave", leave).put("stay", stay);
        }
    }

    /** What is found on both sides of the border. */
    private static final class Found {
        private final Tally all = new Tally();
        private final Map<String, Tally> byType = new LinkedHashMap<>();
        private final Set<String> ids = new HashSet<>();
        private final Set<String> leaving = new TreeSet<>();
        private final Set<String> held = new TreeSet<>();
        private Optional<Instant> newest = Optional.empty();
        private final List<Entity> left = new ArrayList<>();
        private final Map<String, Entity> origins = new LinkedHashMap<>();
        private final List<Entity> stayed = new ArrayList<>();

        /** Takes in what leaves, as it leaves. */
        void leaves(Entity view) {
            all.leave++;
            tallies(view).forEach(tally -> tally.leave++);
            ids.add(view.id());
            leaving.addAll(view.attributes().keySet());
            newest = Stream.concat(newest.stream(), observed(view)).max(Comparator.naturalOrder());
            if (left.size() < EXAMPLES) {
                left.add(view);
            }
        }

        /** Takes in what is here, as it is. */
        void isHere(Entity entity) {
            boolean leaves = ids.contains(entity.id());
            all.total++;
            all.stay += leaves ? 0 : 1;
            tallies(entity).forEach(tally -> {
                tally.total++;
                tally.stay += leaves ? 0 : 1;
            });
            held.addAll(entity.attributes().keySet());
            if (!leaves && stayed.size() < EXAMPLES) {
                stayed.add(entity);
            } else if (left.stream().anyMatch(view -> view.id().equals(entity.id()))) {
                origins.put(entity.id(), entity);
            }
        }

        private static Stream<Instant> observed(Entity entity) {
            return entity.attributes().values().stream()
                    .flatMap(List::stream)
                    .flatMap(attribute -> Optional.ofNullable(attribute.observedAt()).stream())
                    .flatMap(text -> DateTimes.parse(text).stream());
        }

        private List<Tally> tallies(Entity entity) {
            return entity.types().stream()
                    .flatMap(type -> Optional.ofNullable(byType.get(type)).stream())
                    .toList();
        }
    }

    /**
     * Adds {@code rows}, {@code attributes}, {@code leaving} (as they leave), {@code origins} (the same entities as they are
     * here), {@code staying}, {@code aggregation}, {@code measured} (what of a service level is so now, and whether that
     * keeps the promise), and {@code refusal} where nothing can leave.
     */
    void addTo(ObjectNode answer, Content.Entities content, Draft draft, Locale locale) {
        Grant.Scope scope = new Grant.Scope(content.tenant(), content.types(), content.attributes(), content.area());
        Prospect.Outlook outlook = prospect.of(scope, draft.id(), draft.policies(), locale);
        Found found = new Found();
        content.types().forEach(type -> found.byType.put(type, new Tally()));
        prospect.each(content.tenant(), outlook, found::leaves);
        EntityFilter ofTypes = new EntityFilter(
                List.of(),
                Optional.empty(),
                Optional.of(TypeSelection.anyOf(content.types())),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        entities.scan(content.tenant(), ofTypes, found::isHere);
        write(answer, found);
        measured(answer.putObject("measured"), found, draft.level());
        outlook.restriction().ifPresent(restriction -> aggregation(answer, restriction));
        outlook.refusal().ifPresent(reason -> answer.put("refusal", reason));
    }

    private void write(ObjectNode answer, Found found) {
        ObjectNode rows = answer.putObject("rows");
        found.all.writeTo(rows);
        ArrayNode byType = rows.putArray("byType");
        found.byType.forEach((type, tally) ->
                tally.writeTo(byType.addObject().put("type", names.compact().apply(type))));
        ObjectNode attributes = answer.putObject("attributes");
        ArrayNode leave = attributes.putArray("leave");
        found.leaving.forEach(name -> leave.add(names.compact().apply(name)));
        ArrayNode stay = attributes.putArray("stay");
        found.held.stream()
                .filter(name -> !found.leaving.contains(name))
                .forEach(name -> stay.add(names.compact().apply(name)));
        ArrayNode leaving = answer.putArray("leaving");
        found.left.forEach(entity -> leaving.add(row(entity)));
        ArrayNode origins = answer.putArray("origins");
        found.left.stream()
                .flatMap(view -> Optional.ofNullable(found.origins.get(view.id())).stream())
                .forEach(entity -> origins.add(row(entity)));
        ArrayNode staying = answer.putArray("staying");
        found.stayed.forEach(entity -> staying.add(row(entity)));
    }

    private void measured(ObjectNode node, Found found, ServiceLevel promised) {
        node.put("entities", found.all.leave);
        promised.entities().ifPresent(least -> node.put("keepsEntities", found.all.leave >= least));
        found.newest
                .map(newest -> Duration.between(newest, clock.instant()).truncatedTo(ChronoUnit.SECONDS))
                .ifPresent(age -> {
                    node.put("age", age.toString());
                    promised.maxAge().ifPresent(most -> node.put("keepsMaxAge", age.compareTo(most) <= 0));
                });
    }

    private ObjectNode row(Entity entity) {
        ObjectNode row = MAPPER.createObjectNode().put("id", entity.id());
        row.put(
                "type",
                String.join(", ", entity.types().stream().map(names.compact()).toList()));
        entity.attributes()
                .forEach((name, instances) -> row.set(
                        names.compact().apply(name),
                        instances.stream().findFirst().map(Attribute::value).orElseGet(MAPPER::nullNode)));
        return row;
    }

    /** Where every part sums values up, that is told: single values stay. */
    private static void aggregation(ObjectNode answer, Restriction restriction) {
        if (restriction.parts().isEmpty() || restriction.parts().stream().anyMatch(Part::isExact)) {
            return;
        }
        ObjectNode aggregation = answer.putObject("aggregation");
        ArrayNode temporal = aggregation.putArray("temporal");
        restriction.parts().stream()
                .flatMap(part -> part.period().stream())
                .distinct()
                .forEach(period -> temporal.add(period.toString()));
        ArrayNode spatial = aggregation.putArray("spatial");
        restriction.parts().stream()
                .map(Part::level)
                .filter(level -> level != Level.EXACT)
                .distinct()
                .forEach(level -> spatial.add(level.name().toLowerCase(Locale.ROOT)));
    }
}
