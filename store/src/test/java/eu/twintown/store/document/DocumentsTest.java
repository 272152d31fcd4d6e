package eu.twintown.store.document;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.store.Store;
import eu.twintown.store.StoreFixture;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

public class DocumentsTest {
    private static StoreFixture fixture;
    private static Documents documents;

    @BeforeAll
    static void open() {
        fixture = StoreFixture.open();
        documents = fixture.store().documents();
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void createdOnceAndFoundByKindTenantAndId() {
        assertThat(documents.create("subscription", "", "a", "{\"n\":1}")).isTrue();
        assertThat(documents.create("subscription", "", "a", "{\"n\":2}")).isFalse();

        assertThat(documents.get("subscription", "", "a")).hasValueSatisfying(document -> {
            assertThat(document.json()).isEqualTo("{\"n\":1}");
            assertThat(document.createdAt()).isEqualTo(document.modifiedAt());
        });
        assertThat(documents.get("subscription", "other", "a")).isEmpty();
        assertThat(documents.get("registration", "", "a")).isEmpty();
    }

    @Test
    void putReplacesAndKeepsTheTimeOfCreation() {
        documents.put("state", "", "s", "1");
        Documents.Document first = documents.get("state", "", "s").orElseThrow();
        documents.put("state", "", "s", "2");
        Documents.Document second = documents.get("state", "", "s").orElseThrow();

        assertThat(second.json()).isEqualTo("2");
        assertThat(second.createdAt()).isEqualTo(first.createdAt());
        assertThat(second.modifiedAt()).isAfter(first.modifiedAt());
    }

    @Test
    void replaceOnlyWhereNobodyElseWasQuicker() {
        documents.put("job", "", "j", "free");

        assertThat(documents.replace("job", "", "j", "free", "mine")).isTrue();
        assertThat(documents.replace("job", "", "j", "free", "yours")).isFalse();
        assertThat(documents.get("job", "", "j").orElseThrow().json()).isEqualTo("mine");
    }

    @Test
    void listedInPagesInTheOrderOfCreation() {
        IntStream.range(0, 25).forEach(i -> documents.create("page", "t", "id" + (100 - i), "" + i));
        documents.put("page", "t", "id100", "changed");

        assertThat(documents.list("page", "t", 10, 0))
                .extracting(Documents.Document::id)
                .startsWith("id100", "id99");
        assertThat(documents.list("page", "t", 10, 20)).hasSize(5);
        assertThat(documents.count("page", "t")).isEqualTo(25);
        assertThat(documents.count("page", "")).isZero();
        assertThat(documents.tenants("page")).containsExactly("t");
    }

    @Test
    void deletedOnce() {
        documents.put("gone", "", "g", "{}");

        assertThat(documents.delete("gone", "", "g")).isTrue();
        assertThat(documents.delete("gone", "", "g")).isFalse();
        assertThat(documents.get("gone", "", "g")).isEmpty();
    }

    @Test
    void versionGrowsWithEachChangeOfItsKindOnly() {
        long start = documents.version("counted");
        documents.put("counted", "", "a", "{}");
        long afterPut = documents.version("counted");
        documents.put("uncounted", "", "a", "{}");
        documents.delete("counted", "", "missing");
        long afterOthers = documents.version("counted");
        documents.delete("counted", "", "a");

        assertThat(afterPut).isGreaterThan(start);
        assertThat(afterOthers).isEqualTo(afterPut);
        assertThat(documents.version("counted")).isGreaterThan(afterPut);
    }

    @Test
    void versionOfANodeAloneGrowsWithoutWritersWaitingForEachOther() {
        try (StoreFixture alone = StoreFixture.openAlone()) {
            Documents own = alone.store().documents();
            long start = own.version("alone");
            own.createAll("alone", "", Map.of("a", "{}", "b", "{}"));
            long afterAll = own.version("alone");
            own.delete("alone", "", "missing");

            assertThat(afterAll).isGreaterThan(start);
            assertThat(own.version("alone")).isEqualTo(afterAll);
            assertThat(own.replace("alone", "", "a", "{}", "[]")).isTrue();
            assertThat(own.version("alone")).isGreaterThan(afterAll);
            assertThat(own.replace("alone", "", "a", "{}", "[1]")).isFalse();
        }
    }

    @Test
    void versionShowsChangesOfAnotherNode() {
        long start = documents.version("far");
        try (Store other = Store.open(fixture.sameConfig())) {
            other.documents().put("far", "", "x", "{}");
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(documents.version("far")).isGreaterThan(start));
    }

    @Test
    void textsAreKeptAsTheyAre() {
        String json = "{\"text\":\"\\u0000 ' ; -- \uD83D\uDE80\"}";
        documents.put("text", "", "urn:x:'\"", json);

        assertThat(documents.get("text", "", "urn:x:'\"").orElseThrow().json()).isEqualTo(json);
    }
}
