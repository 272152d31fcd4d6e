package eu.twintown.node;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.config.IndexSettings;
import eu.twintown.node.config.IndexSettings.Pair;
import eu.twintown.node.ops.Metrics;
import eu.twintown.store.StoreFixture;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexingTest {
    private static final String FREE = "https://example.org/free";

    private StoreFixture fixture;
    private Indexing indexing;

    @BeforeEach
    void open() {
        fixture = StoreFixture.open();
        indexing = new Indexing(fixture.store().indexes(), Context::core);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void namesAreExpandedAndShownShort() {
        indexing.declare(new IndexSettings(List.of(new Pair("Parking", FREE), new Pair("Parking", "name")), 0));

        assertThat(indexing.views()).hasSize(2).anySatisfy(view -> {
            assertThat(view.type()).isEqualTo("Parking");
            assertThat(view.typeIri()).isEqualTo("https://uri.etsi.org/ngsi-ld/default-context/Parking");
            assertThat(view.attributeIri()).isEqualTo(FREE);
            assertThat(view.state()).as("there is no entity yet").isEqualTo("waiting");
            assertThat(view.origin()).isEqualTo("declared");
        });
    }

    @Test
    void contextOutOfReachLeavesTheIndexesAsTheyAre() {
        indexing.declare(new IndexSettings(List.of(new Pair("Parking", FREE)), 0));
        Indexing cutOff = new Indexing(fixture.store().indexes(), () -> {
            throw new ProblemException(ProblemType.LD_CONTEXT_NOT_AVAILABLE, "no network");
        });

        cutOff.declare(new IndexSettings(List.of(new Pair("Other", "x")), 0));

        assertThat(indexing.views()).singleElement().satisfies(view -> {
            assertThat(view.type()).isEqualTo("Parking");
            assertThat(view.origin()).isEqualTo("declared");
        });
    }

    @Test
    void attributeThatCannotHaveAnIndexDoesNotKeepTheNodeFromStarting() {
        indexing.declare(new IndexSettings(List.of(new Pair("Parking", "createdAt")), 0));

        assertThat(indexing.views()).isEmpty();
    }

    @Test
    void figuresAreMeasured() {
        PrometheusMeterRegistry metrics = Metrics.create();
        indexing.measure(metrics);
        indexing.declare(new IndexSettings(List.of(new Pair("Parking", FREE)), 0));

        assertThat(metrics.scrape())
                .contains("store_indexes_ready 0", "store_indexes_waiting 1", "store_index_uses_total 0")
                .contains("store_query_entities_total");
    }
}
