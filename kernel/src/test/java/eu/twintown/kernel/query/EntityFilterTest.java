package eu.twintown.kernel.query;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.entity.AttributeKind;
import eu.twintown.kernel.entity.Entity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Clause 5.7.2: all parts must hold. */
class EntityFilterTest {

    private static final Entity ENTITY = Samples.entity(Map.of(
            "a",
            Samples.property("1"),
            "location",
            Samples.attribute(AttributeKind.GEO_PROPERTY, "{'type':'Point','coordinates':[7,51]}")));

    private static EntityFilter filter(
            List<String> ids, String idPattern, String type, String attribute, String q, String near) {
        return new EntityFilter(
                ids,
                Optional.of(Pattern.compile(idPattern)),
                Optional.of(TypeSelection.parse(type, Samples::expand)),
                List.of(Samples.expand(attribute), "x:never"),
                Optional.of(QExpression.parse(q, Samples::expand)),
                Optional.of(GeoQuery.parse("within", "Polygon", near, Samples.expand("location"))),
                Optional.empty());
    }

    private static final String HERE = "[[[6,50],[8,50],[8,52],[6,52],[6,50]]]";

    @Test
    void everyPartCounts() {
        assertThat(EntityFilter.ALL.test(ENTITY)).isTrue();
        assertThat(filter(List.of("urn:x:1"), "^urn", "T", "a", "a==1", HERE).test(ENTITY))
                .isTrue();
        assertThat(filter(List.of("urn:x:2"), "^urn", "T", "a", "a==1", HERE).test(ENTITY))
                .isFalse();
        assertThat(filter(List.of(), "^nru", "T", "a", "a==1", HERE).test(ENTITY))
                .isFalse();
        assertThat(filter(List.of(), "^urn", "Z", "a", "a==1", HERE).test(ENTITY))
                .isFalse();
        assertThat(filter(List.of(), "^urn", "T", "b", "a==1", HERE).test(ENTITY))
                .isFalse();
        assertThat(filter(List.of(), "^urn", "T", "a", "a==2", HERE).test(ENTITY))
                .isFalse();
        assertThat(filter(List.of(), "^urn", "T", "a", "a==1", HERE.replace("50", "51.5"))
                        .test(ENTITY))
                .isFalse();
    }

    @Test
    void scopesCountToo() {
        Entity scoped = Samples.scoped(List.of("x:T"), List.of("/A/B"));
        for (String[] expected : new String[][] {{"/A/#", "true"}, {"/B", "false"}}) {
            EntityFilter filter = new EntityFilter(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(ScopeQuery.parse(expected[0])));
            assertThat(filter.test(scoped)).isEqualTo(Boolean.parseBoolean(expected[1]));
        }
    }
}
