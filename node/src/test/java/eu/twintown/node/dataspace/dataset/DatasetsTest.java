package eu.twintown.node.dataspace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.text.Template;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatasetsTest {
    private final StoreFixture store = StoreFixture.open();
    private final Datasets datasets = new Datasets(store.store().documents());

    @AfterEach
    void close() {
        store.close();
    }

    private static Dataset dataset(String id, Content content, boolean published) {
        List<Policy> offers = published
                ? List.of(
                        Template.AGGREGATED.offer(id + ":offer", Template.Choices.until(LocalDate.of(2027, 1, 1))),
                        Template.RESEARCH.offer(id + ":other", Template.Choices.until(LocalDate.of(2027, 1, 1))))
                : List.of();
        return new Dataset(id, "Title of " + id, "What it is", content, offers, CarParks.NOW);
    }

    private static Dataset entities(String id, boolean published) {
        return dataset(
                id,
                new Content.Entities("town", List.of(CarParks.PARKING), List.of(), Optional.of(CarParks.WEST)),
                published);
    }

    @Test
    void whatIsStoredIsWhatIsReadAlsoByAnother() {
        Dataset file =
                dataset("urn:d:file", new Content.Remote(URI.create("https://inside.example/x.csv"), "text/csv"), true);
        datasets.put(entities("urn:d:1", true));
        datasets.put(file);

        Datasets another = new Datasets(store.store().documents());
        assertThat(another.find("urn:d:1")).contains(entities("urn:d:1", true));
        assertThat(another.find("urn:d:file")).contains(file);
        assertThat(another.find("urn:d:none")).isEmpty();
    }

    @Test
    void pagesHoldWhatIsPublishedInTheOrderOfCreation() {
        for (int i = 0; i < 5; i++) {
            datasets.put(entities("urn:d:" + i, i != 2));
        }
        assertThat(datasets.page(2, 1)).extracting(Dataset::id).containsExactly("urn:d:1", "urn:d:3");
        assertThat(datasets.page(10, 4)).isEmpty();
        assertThat(datasets.page(10, 40)).isEmpty();
        assertThat(datasets.published()).hasSize(4);
        assertThat(datasets.count()).isEqualTo(5);
        assertThat(datasets.list(1, 2).getFirst().published()).isFalse();

        datasets.put(entities("urn:d:0", false));
        assertThat(datasets.page(1, 0)).extracting(Dataset::id).containsExactly("urn:d:1");
    }

    @Test
    void eachChangeRaisesTheVersionAndIsToldAfterItIsStored() {
        List<String> told = new ArrayList<>();
        datasets.listen(id -> told.add(id + " " + datasets.find(id).isPresent()));
        datasets.listen(id -> {
            throw new IllegalStateException("a listener that fails");
        });
        long before = datasets.version();

        datasets.put(entities("urn:d:1", true));
        assertThat(datasets.version()).isGreaterThan(before);
        assertThat(datasets.remove("urn:d:1")).isTrue();
        assertThat(datasets.remove("urn:d:1")).isFalse();

        assertThat(told).containsExactly("urn:d:1 true", "urn:d:1 false");
    }

    @Test
    void anIdThatIsTakenIsNotGivenTwice() {
        datasets.create(new Offered(entities("urn:d:1", true), List.of(), false, false));
        assertThatThrownBy(() -> datasets.create(new Offered(entities("urn:d:1", false), List.of(), false, false)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("urn:d:1");
        assertThat(datasets.page(1, 0)).hasSize(1);
    }
}
