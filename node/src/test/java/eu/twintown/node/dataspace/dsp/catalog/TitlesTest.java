package eu.twintown.node.dataspace.dsp.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.store.StoreFixture;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What datasets are called. */
class TitlesTest {
    private static final String GHENT = "did:web:ghent.example";

    private final StoreFixture store = StoreFixture.open();

    @AfterEach
    void close() {
        store.close();
    }

    private Titles titles() {
        return new Titles(
                store.store().documents(), id -> id.equals("urn:own") ? Optional.of("Ours") : Optional.empty());
    }

    private static void see(Titles titles, String json) {
        titles.seen(GHENT, JsonMapper.shared().readTree(json));
    }

    @Test
    void thoseOfOthersAreKeptAsTheirCatalogsNamedThemLast() {
        Titles titles = titles();
        see(titles, "{\"@id\": \"urn:trees\", \"dct:title\": \"Trees\"}");
        see(titles, "{\"@id\": \"urn:air\", \"title\": [{\"@value\": \"Air\", \"@language\": \"en\"}]}");
        see(titles, "{\"@id\": \"urn:noise\"}");

        assertThat(titles().of(GHENT, "urn:trees")).as("also after a restart").contains("Trees");
        assertThat(titles.of(GHENT, "urn:air")).contains("Air");
        assertThat(titles.of(GHENT, "urn:noise")).isEmpty();
        assertThat(titles.of("did:web:other.example", "urn:trees")).isEmpty();
        see(titles, "{\"@id\": \"urn:trees\", \"dct:title\": \"Street trees\"}");
        assertThat(titles.of(GHENT, "urn:trees")).contains("Street trees");
    }

    @Test
    void onesOwnAreCalledAsTheyAreOnOffer() {
        assertThat(titles().of(GHENT, "urn:own")).contains("Ours");
    }
}
