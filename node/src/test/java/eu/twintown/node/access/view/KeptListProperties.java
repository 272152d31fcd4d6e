package eu.twintown.node.access.view;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.QExpression;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.kernel.view.Area;
import eu.twintown.kernel.view.Level;
import eu.twintown.kernel.view.Names;
import eu.twintown.kernel.view.Part;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.kernel.view.Window;
import eu.twintown.store.Entities;
import eu.twintown.store.Entities.Mutation;
import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * However writes and counted or far queries follow each other, on this node and on another one with the same database: each
 * answer is the page of a slow query at the same moment, which looks at everything and keeps nothing.
 */
class KeptListProperties {
    private static final String NS = "https://example.org/";
    private static final String LOCATION = "https://uri.etsi.org/ngsi-ld/location";
    private static final UnaryOperator<String> EXPAND =
            name -> name.equals("location") ? LOCATION : name.indexOf(':') > 0 ? name : NS + name;
    private static final JsonMapper MAPPER = JsonMapper.shared();
    /** Enough for lists to be kept. */
    private static final int ENTITIES = 500;

    private static final int STEPS = 60;

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void onOneNodeOfTwo(@ForAll Random random) {
        try (StoreFixture fixture = StoreFixture.open();
                Store other = Store.open(fixture.sameConfig())) {
            follow(random, List.of(fixture.store(), other));
        }
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void onANodeAlone(@ForAll Random random) {
        try (StoreFixture fixture = StoreFixture.openAlone()) {
            follow(random, List.of(fixture.store()));
        }
    }

    private static void follow(Random random, List<Store> nodes) {
        List<Views> views = nodes.stream()
                .map(node -> Views.of(node.entities(), node.history(), InstantSource.system()))
                .toList();
        List<Mutation> first = new ArrayList<>();
        for (int i = 0; i < ENTITIES; i++) {
            first.add(upsert(entity(i, random)));
        }
        nodes.getFirst().entities().applyAll("", first);
        List<Long> questions = random.longs(4).boxed().toList();
        for (int step = 0; step < STEPS; step++) {
            int writes = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(random.nextInt(8) == 0 ? 300 : 6);
            Entities writer = pick(nodes, random).entities();
            List<Mutation> mutations = new ArrayList<>();
            for (int i = 0; i < writes; i++) {
                mutations.add(mutation(random));
            }
            writer.applyAll(random.nextInt(10) == 0 ? "other" : "", mutations);
            check(pick(views, random), new Random(pick(questions, random)), random);
        }
    }

    /** @param question makes the same question as before, of new objects */
    private static void check(Views views, Random question, Random random) {
        Restriction restriction = restriction(question);
        EntityFilter filter = filter(question);
        boolean count = random.nextInt(4) > 0;
        int limit = random.nextInt(30);
        int offset = random.nextInt(3) == 0 ? 0 : random.nextInt(ENTITIES + 100);
        List<Entity> expected = new ArrayList<>();
        views.scan("", restriction, filter, expected::add);

        Entities.Page page = views.query("", restriction, filter, limit, offset, count);

        assertThat(page.entities())
                .isEqualTo(expected.stream().skip(offset).limit(limit).toList());
        assertThat(page.total()).isEqualTo(count ? OptionalLong.of(expected.size()) : OptionalLong.empty());
    }

    private static Mutation mutation(Random random) {
        Entity entity = entity(random.nextInt(ENTITIES + 50), random);
        return switch (random.nextInt(6)) {
            case 0 ->
                new Mutation(
                        entity.id(),
                        before -> before.isEmpty()
                                ? EntityChange.upsert(before, entity, false, Instant.now())
                                : EntityChange.delete(before));
            case 1 -> upsert(entity);
            case 2 -> changed(entity, attributes -> attributes.remove(NS + "n"));
            case 3 -> changed(entity, attributes -> attributes.put(LOCATION, List.of(point(random))));
            case 4 ->
                new Mutation(
                        entity.id(),
                        before -> EntityChange.upsert(
                                before, new Entity(entity.id(), List.of(NS + "C"), Map.of()), true, Instant.now()));
            default -> changed(entity, attributes -> attributes.put(NS + "n", List.of(number(random))));
        };
    }

    private static Mutation upsert(Entity entity) {
        return new Mutation(entity.id(), before -> EntityChange.upsert(before, entity, false, Instant.now()));
    }

    /** The stored entity, or else this one, with other attributes. */
    private static Mutation changed(Entity entity, Consumer<Map<String, List<Attribute>>> change) {
        return new Mutation(entity.id(), before -> {
            Entity old = before.orElse(entity);
            Map<String, List<Attribute>> attributes = new HashMap<>(old.attributes());
            change.accept(attributes);
            Entity next = new Entity(old.id(), old.types(), attributes);
            return EntityChange.upsert(before, next, false, Instant.now());
        });
    }

    private static Entity entity(int number, Random random) {
        Map<String, List<Attribute>> attributes = new HashMap<>();
        if (random.nextInt(4) > 0) {
            attributes.put(NS + "n", List.of(number(random)));
        }
        if (random.nextBoolean()) {
            attributes.put(NS + "secret", List.of(number(random)));
        }
        if (random.nextInt(5) > 0) {
            attributes.put(LOCATION, List.of(point(random)));
        }
        Set<String> types = new TreeSet<>(Set.of(NS + (random.nextInt(5) == 0 ? "B" : "A")));
        return new Entity("urn:x:" + (number % 3 == 0 ? "odd" : "") + number, List.copyOf(types), attributes);
    }

    private static Attribute number(Random random) {
        return Attribute.of(AttributeKind.PROPERTY, MAPPER.getNodeFactory().numberNode(random.nextInt(10)));
    }

    private static Attribute point(Random random) {
        return Attribute.of(
                AttributeKind.GEO_PROPERTY,
                MAPPER.readTree("{\"type\": \"Point\", \"coordinates\": [%d, %d]}"
                        .formatted(random.nextInt(10), random.nextInt(10))));
    }

    private static Restriction restriction(Random random) {
        Names types = Names.only(List.of(NS + "A", NS + "C"));
        Names attributes = Names.only(List.of(NS + "n"));
        return switch (random.nextInt(5)) {
            case 0 -> new Restriction(List.of(part(types, Names.ALL, List.of())));
            case 1 -> new Restriction(List.of(part(types, attributes, List.of())));
            case 2 -> new Restriction(List.of(part(types, Names.ALL, List.of(area()))));
            case 3 -> new Restriction(List.of(part(Names.ALL, Names.except(List.of(NS + "secret")), List.of(area()))));
            default ->
                new Restriction(
                        List.of(part(types, attributes, List.of()), part(Names.ALL, Names.ALL, List.of(area()))));
        };
    }

    private static Part part(Names types, Names attributes, List<Area> areas) {
        return new Part(types, attributes, areas, Window.ALWAYS, Optional.empty(), Level.EXACT, 1);
    }

    private static Area area() {
        return Area.of(new GeometryFactory().createPolygon(new Coordinate[] {
            new Coordinate(0, 0), new Coordinate(9, 0), new Coordinate(5, 9), new Coordinate(0, 0)
        }));
    }

    private static EntityFilter filter(Random random) {
        Optional<TypeSelection> types = Optional.of(TypeSelection.parse("A,B", EXPAND));
        String q = pick(List.of("n>2", "secret", "n!=5|secret>3", "t~=x|n<8"), random);
        return switch (random.nextInt(5)) {
            case 0 -> filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            case 1 -> filter(Optional.empty(), types, Optional.empty(), Optional.empty());
            case 2 -> filter(Optional.of(Pattern.compile("odd")), types, Optional.empty(), Optional.empty());
            case 3 -> filter(Optional.empty(), types, Optional.of(QExpression.parse(q, EXPAND)), Optional.empty());
            default -> filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(geo(random)));
        };
    }

    private static GeoQuery geo(Random random) {
        return random.nextBoolean()
                ? GeoQuery.parse("within", "Polygon", "[[[1,1],[8,1],[8,8],[1,8],[1,1]]]", LOCATION)
                : GeoQuery.parse("near;minDistance==300000", "Point", "[3,3]", LOCATION);
    }

    private static EntityFilter filter(
            Optional<Pattern> idPattern,
            Optional<TypeSelection> types,
            Optional<QExpression> q,
            Optional<GeoQuery> geo) {
        return new EntityFilter(List.of(), idPattern, types, List.of(), q, geo, Optional.empty());
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
