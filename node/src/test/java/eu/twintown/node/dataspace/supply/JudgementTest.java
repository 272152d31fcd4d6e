package eu.twintown.node.dataspace.supply;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.jsonld.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final String VOCAB = "https://uri.etsi.org/ngsi-ld/default-context/";
    private static final List<String> PARKING = List.of(VOCAB + "Parking");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Promise PROMISE =
            new Promise(PARKING, List.of(VOCAB + "free"), Optional.of(Duration.ofMinutes(10)), OptionalLong.of(3));

    static Entity entity(String type, String attribute, String value, String observedAt) {
        return EntityParser.parse(
                """
                {"id": "urn:p:1", "type": "%s",
                 "%s": {"type": "Property", "value": %s, "observedAt": "%s"}}""".formatted(type, attribute, value, observedAt).getBytes(StandardCharsets.UTF_8),
                Context.core(),
                EntityParser.Mode.ENTITY);
    }

    private static Seen seen(Entity... entities) {
        return Seen.NOTHING.with(List.of(entities), PARKING);
    }

    @Test
    void whatIsAsPromisedIsNoBreach() {
        Seen seen = seen(entity("Parking", "free", "7", "2026-11-22T11:55:00Z")).counted(3);
        assertThat(Judgement.of(PROMISE, seen, NOON, true)).isEmpty();
        assertThat(Judgement.of(PROMISE, Seen.NOTHING, NOON, false)).isEmpty();
    }

    @Test
    void aNewestValueThatIsTooOldIsTold() {
        Seen seen = seen(
                entity("Parking", "free", "7", "2026-11-22T11:49:59Z"),
                entity("Parking", "free", "7", "2026-11-22T10:00:00Z"));
        assertThat(Judgement.of(PROMISE, seen, NOON, false))
                .containsOnlyKeys(Breach.Kind.FRESHNESS)
                .hasEntrySatisfying(
                        Breach.Kind.FRESHNESS, text -> assertThat(text).contains("2026-11-22T11:49:59Z", "PT10M"));
    }

    @Test
    void tooFewEntitiesAreToldByThePromiseOrByWhatThereWas() {
        Seen two = seen(entity("Parking", "free", "7", "2026-11-22T11:59:00Z")).counted(2);
        assertThat(Judgement.of(PROMISE, two, NOON, false)).containsOnlyKeys(Breach.Kind.COMPLETENESS);
        Promise silent = new Promise(PARKING, List.of(), Optional.empty(), OptionalLong.empty());
        assertThat(Judgement.of(silent, Seen.NOTHING.counted(100).counted(50), NOON, false))
                .isEmpty();
        assertThat(Judgement.of(silent, Seen.NOTHING.counted(100).counted(49), NOON, false))
                .containsOnlyKeys(Breach.Kind.COMPLETENESS);
    }

    @Test
    void anotherFormIsTold() {
        Entity before = entity("Parking", "free", "7", "2026-11-22T11:59:00Z");
        Entity after = entity("Parking", "free", "\"seven\"", "2026-11-22T11:59:30Z");
        Seen changed = seen(before).with(List.of(after), PARKING);
        assertThat(Judgement.of(PROMISE, changed, NOON, false).get(Breach.Kind.SCHEMA))
                .contains("free is a Property of string and was a Property of number");
        assertThat(Judgement.of(PROMISE, changed.with(List.of(before), PARKING), NOON, false))
                .isEmpty();
        assertThat(Judgement.of(PROMISE, seen(entity("Bench", "free", "7", "2026-11-22T11:59:00Z")), NOON, false)
                        .get(Breach.Kind.SCHEMA))
                .contains("types that were not promised", "Bench");
    }

    @Test
    void aPromisedAttributeIsMissedOnlyWhereEverythingWasAskedFor() {
        Seen seen =
                seen(entity("Parking", "name", "\"x\"", "2026-11-22T11:59:00Z")).counted(3);
        assertThat(Judgement.of(PROMISE, seen, NOON, false)).isEmpty();
        assertThat(Judgement.of(PROMISE, seen, NOON, true).get(Breach.Kind.SCHEMA))
                .contains("No entity has", "free");
    }
}
