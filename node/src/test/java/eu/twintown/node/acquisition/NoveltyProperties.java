package eu.twintown.node.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityChange;
import eu.twintown.node.mediation.mapping.RawRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What holds however often and in whatever pieces a source tells the same things. */
class NoveltyProperties {
    private static final String ID = "urn:x:1";
    private static final String TIMED = "https://example.org/free";
    private static final String SELDOM = "https://example.org/total";
    private static final String PLAIN = "https://example.org/name";
    private static final RawRecord RAW =
            new RawRecord(JsonNodeFactory.instance.objectNode(), JsonNodeFactory.instance.objectNode(), "/0");

    private static final Dealt.Print PRINT =
            new Dealt.Print(new UUID(0, 0), "free name total", Instant.parse("2026-11-22T10:00:00Z"));

    /** An observation: minute, value, and a name that comes along. */
    record Told(int minute, int value, int name) {}

    @Provide
    Arbitrary<List<Told>> stories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 1))
                .as(Told::new)
                .list()
                .uniqueElements(Told::minute)
                .ofMinSize(1)
                .ofMaxSize(15)
                .map(list ->
                        list.stream().sorted(Comparator.comparing(Told::minute)).toList());
    }

    private static Draft draft(Told told) {
        Instant time = Instant.parse("2026-11-22T10:00:00Z").plusSeconds(60L * told.minute());
        Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
        attributes.put(TIMED, List.of(attribute(told.value(), time.toString())));
        attributes.put(SELDOM, List.of(attribute(told.value() / 2, time.toString())));
        attributes.put(PLAIN, List.of(Attribute.of(AttributeKind.PROPERTY, IntNode.valueOf(told.name()))));
        Entity entity = new Entity(ID, List.of("https://example.org/Park"), attributes);
        return new Draft(entity, time, Set.of("free", "total", "name"), Set.of(SELDOM), Set.of(), PRINT, RAW);
    }

    private static Attribute attribute(int value, String observedAt) {
        return new Attribute(
                AttributeKind.PROPERTY,
                IntNode.valueOf(value),
                null,
                observedAt,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    /** Tells a story to a state; what was written is added to {@code written}. */
    private static Optional<Entity> tell(Optional<Entity> state, List<Told> story, List<String> written) {
        Optional<Entity> now = state;
        for (Told told : story) {
            Entity news = Novelty.of(draft(told), now);
            news.attributes()
                    .forEach((name, list) ->
                            written.add(name + " " + list.getFirst().observedAt() + " "
                                    + list.getFirst().value()));
            if (now.isEmpty() || !news.attributes().isEmpty()) {
                now = EntityChange.upsert(now, news, true, Instant.EPOCH).after();
            }
        }
        return now;
    }

    @Property
    void tellingTheSameAgainWritesNothing(@ForAll("stories") List<Told> story) {
        Optional<Entity> state = tell(Optional.empty(), story, new ArrayList<>());
        List<String> again = new ArrayList<>();
        assertThat(tell(state, story, again)).isEqualTo(state);
        assertThat(again).isEmpty();
    }

    @Property
    void aStoryThatIsToldAnewFromItsStartAddsOnlyItsEnd(@ForAll("stories") List<Told> story) {
        List<String> atOnce = new ArrayList<>();
        Optional<Entity> whole = tell(Optional.empty(), story, atOnce);
        List<String> inPieces = new ArrayList<>();
        Optional<Entity> state = Optional.empty();
        for (int end = 1; end <= story.size(); end++) {
            state = tell(state, story.subList(0, end), inPieces);
        }
        assertThat(inPieces).isEqualTo(atOnce);
        assertThat(state).isEqualTo(whole);
    }

    @Property
    void everyObservationOfATimedAttributeIsWrittenOnceAndARareOneOnlyWhenItChanges(
            @ForAll("stories") List<Told> story) {
        List<String> written = new ArrayList<>();
        tell(Optional.empty(), story, written);
        assertThat(written.stream().filter(line -> line.startsWith(TIMED)))
                .hasSize(story.size())
                .doesNotHaveDuplicates();
        long changes = 1;
        for (int i = 1; i < story.size(); i++) {
            changes += story.get(i).value() / 2 == story.get(i - 1).value() / 2 ? 0 : 1;
        }
        assertThat(written.stream().filter(line -> line.startsWith(SELDOM))).hasSize((int) changes);
    }

    @Property
    void whateverTheOrderTheLatestStands(@ForAll("stories") List<Told> story) {
        Optional<Entity> state = tell(Optional.empty(), story.reversed(), new ArrayList<>());
        Attribute free = state.orElseThrow().attributes().get(TIMED).getFirst();
        assertThat(free.value().asInt()).isEqualTo(story.getLast().value());
    }
}
