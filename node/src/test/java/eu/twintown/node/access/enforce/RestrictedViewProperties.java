package eu.twintown.node.access.enforce;

import static eu.twintown.node.access.enforce.Things.iri;
import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.node.access.enforce.GuardedNode.Answer;
import eu.twintown.node.access.enforce.grant.Grant;
import eu.twintown.node.context.FilterReader;
import eu.twintown.node.http.Parameters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is stored, agreed and asked: the answer over HTTP is that of a query over a store that holds nothing but what may
 * be seen, made here the slow way, from the meaning of the constraints; every page of it, and every count.
 */
class RestrictedViewProperties {
    private static final List<String> TYPES = List.of("A", "B", "C");
    private static final List<String> NAMES = List.of("n", "t", "secret", "location");
    private static final JsonMapper MAPPER = JsonMapper.shared();
    /** More than the store takes by place in one statement, so that geo queries find their candidates in every way. */
    private static final int ENTITIES = 160;

    private static @Nullable GuardedNode running;
    private static final Map<String, Entity> STORED = new LinkedHashMap<>();
    private static int agreements;

    /** What a permission opens, as the test understands it. */
    private record Opened(
            Optional<Set<String>> types,
            Set<String> notTypes,
            Optional<Set<String>> attributes,
            Set<String> notAttributes,
            Optional<double[]> box,
            Optional<Instant> since) {}

    private record Case(
            List<Opened> permissions, List<String> scopeTypes, List<String> scopeAttributes, String query) {}

    @BeforeContainer
    static void start() {
        running = new GuardedNode();
        Random random = new Random(7);
        for (int i = 0; i < ENTITIES; i++) {
            Entity entity = entity(i, random);
            node().store(entity);
        }
        node().store().entities().scan("", EntityFilter.ALL, e -> STORED.put(e.id(), e));
        assertThat(STORED).hasSize(ENTITIES);
    }

    @AfterContainer
    static void stop() {
        node().close();
    }

    private static GuardedNode node() {
        return Objects.requireNonNull(running);
    }

    private static Entity entity(int number, Random random) {
        Set<String> types = new TreeSet<>(List.of(iri(pick(TYPES, random))));
        if (random.nextInt(4) == 0) {
            types.add(iri(pick(TYPES, random)));
        }
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        if (random.nextInt(5) > 0) {
            List<Attribute> values = new ArrayList<>();
            values.add(number(random, null));
            if (random.nextInt(3) == 0) {
                values.add(number(random, "urn:x:second"));
            }
            attributes.put(iri("n"), values);
        }
        if (random.nextBoolean()) {
            attributes.put(iri("t"), List.of(Things.property("\"" + pick(List.of("x", "y", "z"), random) + "\"")));
        }
        if (random.nextBoolean()) {
            attributes.put(iri("secret"), List.of(number(random, null)));
        }
        if (random.nextInt(3) > 0) {
            attributes.put(iri("location"), List.of(location(random)));
        }
        List<String> scopes = random.nextInt(3) == 0 ? List.of("/a") : List.of();
        return new Entity(
                "urn:x:e" + (random.nextBoolean() ? "odd" : "") + number,
                List.copyOf(types),
                scopes,
                null,
                null,
                null,
                attributes);
    }

    private static Attribute location(Random random) {
        int x = random.nextInt(10);
        int y = random.nextInt(10);
        return random.nextInt(4) > 0
                ? Things.point(x, y)
                : Attribute.of(
                        AttributeKind.GEO_PROPERTY,
                        MAPPER.readTree("{\"type\": \"LineString\", \"coordinates\": [[%d, %d], [%d, %d]]}"
                                .formatted(x, y, x + 1 + random.nextInt(3), y + random.nextInt(3))));
    }

    private static Attribute number(Random random, @Nullable String datasetId) {
        JsonNode value = MAPPER.getNodeFactory().numberNode(random.nextInt(10));
        return random.nextBoolean()
                ? Things.observed(value, "2026-11-" + (10 + random.nextInt(12)) + "T08:00:00Z", datasetId)
                : new Attribute(
                        AttributeKind.PROPERTY,
                        value,
                        datasetId,
                        null,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of());
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.randomValue(random -> {
            List<Opened> permissions = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3) / 2; i++) {
                permissions.add(opened(random));
            }
            List<String> scopeTypes = new ArrayList<>(TYPES.subList(0, 1 + random.nextInt(3)));
            List<String> scopeAttributes =
                    random.nextBoolean() ? List.of() : List.copyOf(NAMES.subList(0, 1 + random.nextInt(4)));
            return new Case(permissions, scopeTypes, scopeAttributes, query(random));
        });
    }

    private static Opened opened(Random random) {
        return new Opened(
                random.nextInt(3) == 0 ? Optional.of(some(TYPES, random)) : Optional.empty(),
                random.nextInt(4) == 0 ? some(TYPES.subList(0, 1), random) : Set.of(),
                random.nextInt(2) == 0 ? Optional.of(some(NAMES, random)) : Optional.empty(),
                random.nextInt(3) == 0 ? some(NAMES, random) : Set.of(),
                random.nextInt(3) == 0
                        ? Optional.of(new double[] {random.nextInt(5), random.nextInt(5)})
                        : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of(Instant.parse("2026-11-15T00:00:00Z")) : Optional.empty());
    }

    private static Set<String> some(List<String> of, Random random) {
        Set<String> some = new TreeSet<>();
        of.stream().filter(name -> random.nextBoolean()).map(Things::iri).forEach(some::add);
        some.add(iri(of.get(random.nextInt(of.size()))));
        return some;
    }

    private static String query(Random random) {
        StringBuilder query = new StringBuilder("local=true");
        if (random.nextBoolean()) {
            query.append("&type=").append(pick(List.of("A", "B", "C", "A,B", "(A;B)", "C"), random));
        }
        if (random.nextInt(3) == 0) {
            query.append("&attrs=").append(pick(NAMES, random));
        }
        if (random.nextBoolean()) {
            query.append("&q=")
                    .append(GuardedNode.encode(pick(
                            List.of(
                                    "secret",
                                    "secret>4",
                                    "secret!=3",
                                    "n==2..6",
                                    "n!=5",
                                    "t==\"x\"|secret>2",
                                    "t!=\"x\"",
                                    "t~=[xy]",
                                    "n.observedAt>2026-11-14T00:00:00Z",
                                    "(n>3;t)|secret"),
                            random)));
        }
        if (random.nextInt(2) == 0) {
            query.append(geo(random));
        }
        if (random.nextInt(4) == 0) {
            query.append("&idPattern=odd");
        }
        if (random.nextInt(5) == 0) {
            query.append("&scopeQ=").append(GuardedNode.encode("/a"));
        }
        return query.toString();
    }

    private static String geo(Random random) {
        String relation = pick(
                List.of(
                        "near;maxDistance==400000",
                        "near;maxDistance==120000",
                        "near;minDistance==300000",
                        "within",
                        "intersects",
                        "disjoint"),
                random);
        int x = random.nextInt(6);
        int y = random.nextInt(6);
        int size = 1 + random.nextInt(6);
        String where = relation.startsWith("near")
                ? "&geometry=Point&coordinates=" + GuardedNode.encode("[%d,%d]".formatted(x, y))
                : "&geometry=Polygon&coordinates="
                        + GuardedNode.encode("[[[%1$d,%2$d],[%3$d,%2$d],[%3$d,%4$d],[%1$d,%4$d],[%1$d,%2$d]]]"
                                .formatted(x, y, x + size, y + size));
        return "&georel=" + GuardedNode.encode(relation) + where;
    }

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void theAnswerIsThatOfAStoreWithNothingElseInIt(@ForAll("cases") Case one) {
        String agreement = "urn:x:agreement" + ++agreements;
        node().agree(agreement, GuardedNode.policy(policy(one)), scope(one));
        List<Entity> expected = expected(one);

        List<JsonNode> pages = new ArrayList<>();
        int limit = 7;
        for (int offset = 0; offset == 0 || pages.size() == offset; offset += limit) {
            Answer page = ask(agreement, one, "&count=true&limit=" + limit + "&offset=" + offset);
            assertThat(page.total()).as(one.toString()).isEqualTo(expected.size());
            page.json().forEach(pages::add);
            List<String> uncounted =
                    ask(agreement, one, "&limit=" + limit + "&offset=" + offset).ids();
            assertThat(uncounted).isEqualTo(page.ids());
        }
        assertThat(pages.stream().map(RestrictedViewProperties::shape).toList())
                .as(one + " " + policy(one))
                .isEqualTo(
                        expected.stream().map(RestrictedViewProperties::shape).toList());
        for (Entity entity : List.of(STORED.values().toArray(Entity[]::new)).subList(0, 5)) {
            int status = node().under(agreement, "/ngsi-ld/v1/entities/" + entity.id())
                    .status();
            assertThat(status).isEqualTo(view(one, entity).isPresent() ? 200 : 404);
        }
        Answer types = node().under(agreement, "/ngsi-ld/v1/types");
        Set<String> seen = new TreeSet<>();
        STORED.values().forEach(entity -> view(one, entity).ifPresent(v -> seen.addAll(v.types())));
        Set<String> told = new TreeSet<>();
        types.json().path("typeList").forEach(type -> told.add(iri(type.asString())));
        assertThat(told).isEqualTo(seen);
    }

    private static Answer ask(String agreement, Case one, String more) {
        Answer answer = node().under(agreement, "/ngsi-ld/v1/entities?" + one.query() + more);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        return answer;
    }

    private static Grant.Scope scope(Case one) {
        return new Grant.Scope(
                "",
                one.scopeTypes().stream().map(Things::iri).toList(),
                one.scopeAttributes().stream().map(Things::iri).toList(),
                Optional.empty());
    }

    /** The order of every answer: by combination of types as they came first, then by age; the scan gives it. */
    private static List<Entity> expected(Case one) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : one.query().split("&")) {
            int equals = parameter.indexOf('=');
            parameters.put(
                    parameter.substring(0, equals),
                    URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        EntityFilter filter = FilterReader.query(Parameters.of(parameters), Context.core());
        List<Entity> matching = new ArrayList<>();
        STORED.values().forEach(entity -> view(one, entity)
                .filter(filter)
                .map(view -> picked(view, filter.attributes()))
                .ifPresent(matching::add));
        return matching;
    }

    /** The parameter attrs shows only what it names, too. */
    private static Entity picked(Entity view, List<String> names) {
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>(view.attributes());
        attributes.keySet().removeIf(name -> !names.isEmpty() && !names.contains(name));
        return new Entity(view.id(), view.types(), view.scopes(), null, null, null, attributes);
    }

    private static Optional<Entity> view(Case one, Entity entity) {
        Set<String> types = new TreeSet<>();
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        boolean shown = false;
        boolean scopes = false;
        for (Opened opened : one.permissions()) {
            Set<String> visible = new TreeSet<>(entity.types());
            visible.retainAll(one.scopeTypes().stream().map(Things::iri).toList());
            opened.types().ifPresent(visible::retainAll);
            if (visible.isEmpty()
                    || entity.types().stream().anyMatch(opened.notTypes()::contains)
                    || opened.box().isPresent() && !inside(entity, opened.box().get())) {
                continue;
            }
            Map<String, List<Attribute>> kept = new LinkedHashMap<>();
            entity.attributes().forEach((name, instances) -> {
                boolean allowed = (one.scopeAttributes().isEmpty()
                                || one.scopeAttributes().stream()
                                        .map(Things::iri)
                                        .anyMatch(name::equals))
                        && opened.attributes().map(only -> only.contains(name)).orElse(true)
                        && !opened.notAttributes().contains(name);
                List<Attribute> left = instances.stream()
                        .filter(instance -> opened.since().isEmpty()
                                || instance.observedAt() != null
                                        && !Instant.parse(instance.observedAt())
                                                .isBefore(opened.since().get()))
                        .toList();
                if (allowed && !left.isEmpty()) {
                    kept.put(name, left);
                }
            });
            boolean everything = one.scopeAttributes().isEmpty()
                    && opened.attributes().isEmpty()
                    && opened.notAttributes().isEmpty();
            if (kept.isEmpty() && !(everything && opened.since().isEmpty())) {
                continue;
            }
            shown = true;
            scopes |= everything;
            types.addAll(visible);
            kept.forEach(attributes::putIfAbsent);
        }
        return shown
                ? Optional.of(new Entity(
                        entity.id(),
                        List.copyOf(types),
                        scopes ? entity.scopes() : List.of(),
                        null,
                        null,
                        null,
                        attributes))
                : Optional.empty();
    }

    private static boolean inside(Entity entity, double[] box) {
        List<Attribute> locations = entity.attributes().getOrDefault(iri("location"), List.of());
        return !locations.isEmpty()
                && locations.stream().allMatch(location -> {
                    JsonNode coordinates = location.value().path("coordinates");
                    return coordinates.get(0).isNumber()
                            ? inside(coordinates, box)
                            : inside(coordinates.get(0), box) && inside(coordinates.get(1), box);
                });
    }

    private static boolean inside(JsonNode position, double[] box) {
        double x = position.get(0).asDouble();
        double y = position.get(1).asDouble();
        return x >= box[0] && x <= box[0] + 4 && y >= box[1] && y <= box[1] + 4;
    }

    private static String policy(Case one) {
        StringBuilder policy = new StringBuilder("\"permission\": [");
        for (int i = 0; i < one.permissions().size(); i++) {
            policy.append(i == 0 ? "" : ", ")
                    .append("{\"action\": \"use\"")
                    .append(constraints(one.permissions().get(i)))
                    .append("}");
        }
        return policy.append("]").toString();
    }

    private static String constraints(Opened opened) {
        List<String> all = new ArrayList<>();
        opened.types().ifPresent(types -> all.add(constraint("city:entityType", "isAnyOf", types)));
        if (!opened.notTypes().isEmpty()) {
            all.add(constraint("city:entityType", "isNoneOf", opened.notTypes()));
        }
        opened.attributes().ifPresent(names -> all.add(constraint("city:attribute", "isAnyOf", names)));
        if (!opened.notAttributes().isEmpty()) {
            all.add(constraint("city:attribute", "isNoneOf", opened.notAttributes()));
        }
        opened.box().ifPresent(box -> all.add("""
                {"leftOperand": "spatial", "operator": "isPartOf",
                 "rightOperand": "POLYGON ((%1$s %2$s, %3$s %2$s, %3$s %4$s, %1$s %4$s, %1$s %2$s))"}""".formatted(box[0], box[1], box[0] + 4, box[1] + 4)));
        opened.since().ifPresent(since -> all.add("""
                {"leftOperand": "city:observedAt", "operator": "gteq",
                 "rightOperand": {"@value": "%s", "@type": "xsd:dateTime"}}""".formatted(since)));
        return all.isEmpty() ? "" : ", \"constraint\": [" + String.join(", ", all) + "]";
    }

    private static String constraint(String operand, String operator, Set<String> names) {
        return "{\"leftOperand\": \"" + operand + "\", \"operator\": \"" + operator + "\", \"rightOperand\": [\""
                + String.join("\", \"", names) + "\"]}";
    }

    /** Id, types and attributes with their numbers of instances: what tells two views apart. */
    private static String shape(Entity entity) {
        Map<String, Integer> attributes = new TreeMap<>();
        entity.attributes().forEach((name, instances) -> attributes.put(name, instances.size()));
        return entity.id() + " " + new TreeSet<>(entity.types()) + " " + attributes + " " + entity.scopes();
    }

    private static String shape(JsonNode entity) {
        Map<String, Integer> attributes = new TreeMap<>();
        Set<String> types = new TreeSet<>();
        JsonNode type = entity.path("type");
        (type.isArray() ? type.values() : List.of(type)).forEach(name -> types.add(iri(name.asString())));
        for (String name : entity.propertyNames()) {
            if (!Set.of("id", "type", "scope", "@context").contains(name)) {
                JsonNode value = entity.path(name);
                attributes.put(iri(name), value.isArray() ? value.size() : 1);
            }
        }
        List<String> scopes = entity.has("scope") ? List.of(entity.path("scope").asString()) : List.of();
        return entity.path("id").asString() + " " + types + " " + attributes + " " + scopes;
    }
}
