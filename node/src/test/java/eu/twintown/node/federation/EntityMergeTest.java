package eu.twintown.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Attribute;
import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import eu.twintown.node.federation.EntityMerge.Part;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.IntNode;

/** ETSI GS CIM 009 V1.9.1, clauses 4.5.5.2, 4.5.5.3 and 4.3.6.2. */
class EntityMergeTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant PAST = NOW.minusSeconds(60);
    private static final Instant SOON = NOW.plusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(600);

    private static Attribute value(
            int value, @Nullable String observedAt, @Nullable Instant modifiedAt, @Nullable String datasetId) {
        return new Attribute(
                AttributeKind.PROPERTY,
                IntNode.valueOf(value),
                datasetId,
                observedAt,
                null,
                List.of(),
                null,
                null,
                null,
                modifiedAt,
                null,
                Map.of());
    }

    private static Entity entity(@Nullable Instant expiresAt, Object... attributes) {
        Map<String, List<Attribute>> map = new LinkedHashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            map.computeIfAbsent((String) attributes[i], name -> new java.util.ArrayList<>())
                    .add((Attribute) attributes[i + 1]);
        }
        return new Entity("urn:e", List.of("T"), List.of(), null, null, expiresAt, map);
    }

    private static Entity merged(Entity... entities) {
        return EntityMerge.merge(
                        Arrays.stream(entities).map(e -> new Part(e, false)).toList(), NOW)
                .orElseThrow();
    }

    private static int value(Entity entity, String name) {
        return entity.attributes().get(name).getFirst().value().asInt();
    }

    @Test
    void unitesTypesScopesAndAttributes() {
        Entity one = new Entity("urn:e", List.of("A", "B"), List.of("/x"), PAST, PAST, null, Map.of());
        Entity two = new Entity("urn:e", List.of("B", "C"), List.of("/y"), NOW, NOW, null, Map.of());
        Entity merged = merged(one, two);
        assertThat(merged.types()).containsExactly("A", "B", "C");
        assertThat(merged.scopes()).containsExactly("/x", "/y");
        assertThat(merged.createdAt()).isEqualTo(PAST);
        assertThat(merged.modifiedAt()).isEqualTo(NOW);
    }

    @Test
    void theLaterObservationWinsWhateverTheOrder() {
        Entity early = entity(null, "a", value(1, "2026-01-01T00:00:00Z", NOW, null));
        Entity late = entity(null, "a", value(2, "2026-01-01T00:00:00,5Z", PAST, null));
        assertThat(value(merged(early, late), "a")).isEqualTo(2);
        assertThat(value(merged(late, early), "a")).isEqualTo(2);
    }

    @Test
    void withoutObservationTheLaterModificationWins() {
        Entity early = entity(null, "a", value(1, null, PAST, null));
        Entity late = entity(null, "a", value(2, null, NOW, null));
        assertThat(value(merged(early, late), "a")).isEqualTo(2);
        assertThat(value(merged(late, early), "a")).isEqualTo(2);
    }

    @Test
    void withoutAnyTimeTheFirstSourceWins() {
        assertThat(value(
                        merged(
                                entity(null, "a", value(1, null, null, null)),
                                entity(null, "a", value(2, null, null, null))),
                        "a"))
                .isEqualTo(1);
    }

    @Test
    void aTimeThatCannotBeReadDoesNotWin() {
        Entity nonsense = entity(null, "a", value(1, "yesterday", NOW, null));
        Entity known = entity(null, "a", value(2, "2020-01-01T00:00:00Z", PAST, null));
        assertThat(value(merged(nonsense, known), "a")).isEqualTo(2);
    }

    @Test
    void instancesWithDifferentDatasetIdsStandSideBySide() {
        Entity one = entity(null, "a", value(1, null, NOW, null), "a", value(2, null, NOW, "urn:d:1"));
        Entity two = entity(null, "a", value(3, null, NOW, "urn:d:2"), "a", value(4, null, LATER, "urn:d:1"));
        assertThat(merged(one, two).attributes().get("a"))
                .extracting(a -> a.value().asInt())
                .containsExactly(1, 4, 3);
    }

    @Test
    void anAuxiliarySourceAddsAttributesAndOverridesNone() {
        Entity main = entity(null, "a", value(1, null, PAST, null));
        Entity aid = entity(null, "a", value(2, null, NOW, null), "b", value(3, null, NOW, null));
        Entity merged = EntityMerge.merge(List.of(new Part(main, false), new Part(aid, true)), NOW)
                .orElseThrow();
        assertThat(value(merged, "a")).isEqualTo(1);
        assertThat(value(merged, "b")).isEqualTo(3);
    }

    @Test
    void whatHasExpiredIsLeftOut() {
        Entity expired = entity(PAST, "a", value(1, "2030-01-01T00:00:00Z", NOW, null));
        Entity live = entity(null, "a", value(2, null, PAST, null));
        assertThat(value(merged(expired, live), "a")).isEqualTo(2);
        assertThat(EntityMerge.merge(List.of(new Part(expired, false)), NOW)).isEqualTo(Optional.empty());
    }

    @Test
    void anExpiryThatNotAllVersionsHaveMovesToTheAttributes() {
        Entity transientOne = entity(SOON, "a", value(1, null, NOW, null));
        Entity lasting = entity(null, "b", value(2, null, NOW, null));
        Entity merged = merged(transientOne, lasting);
        assertThat(merged.expiresAt()).isNull();
        assertThat(merged.attributes().get("a").getFirst().expiresAt()).isEqualTo(SOON);
        assertThat(merged.attributes().get("b").getFirst().expiresAt()).isNull();
    }

    @Test
    void theLastExpiryHoldsWhereAllVersionsHaveOne() {
        Entity merged =
                merged(entity(SOON, "a", value(1, null, NOW, null)), entity(LATER, "b", value(2, null, NOW, null)));
        assertThat(merged.expiresAt()).isEqualTo(LATER);
        assertThat(merged.attributes().get("a").getFirst().expiresAt()).isEqualTo(SOON);
    }
}
