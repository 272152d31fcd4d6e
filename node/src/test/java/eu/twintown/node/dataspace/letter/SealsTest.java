package eu.twintown.node.dataspace.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.Town;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Seals between two towns whose DID documents are fetched over HTTP. */
class SealsTest {
    @TempDir
    private Path folder;

    private List<Town> towns = List.of();

    @BeforeEach
    void open() {
        towns = Town.several(folder, 2);
        towns.forEach(town -> town.open(List.of()));
    }

    @AfterEach
    void close() {
        towns.forEach(Town::close);
    }

    private ObjectNode sealed(String type) {
        return towns.get(0)
                .seals
                .sealed(type, towns.get(1).id(), StrictJson.object().put("say", "hello"));
    }

    @Test
    void aLetterTellsWhoWroteItAndWhat() {
        SealedMessage letter = towns.get(1).seals.open("greeting", sealed("greeting"));
        assertThat(letter.from()).isEqualTo(towns.get(0).id());
        assertThat(letter.body().path("say").asString()).isEqualTo("hello");
        assertThat(letter.at()).isEqualTo(towns.get(0).now.get());
    }

    @Test
    void aLetterIsTakenOnce() {
        ObjectNode letter = sealed("greeting");
        towns.get(1).seals.open("greeting", letter);
        refused(letter, "greeting", "used before");
    }

    @Test
    void aLetterOfAnotherKindOrForSomebodyElseIsRefused() {
        refused(sealed("farewell"), "greeting", "another kind");
        ObjectNode elsewhere = towns.get(0).seals.sealed("greeting", "did:web:elsewhere.example", StrictJson.object());
        refused(elsewhere, "greeting", "somebody else");
    }

    @Test
    void clocksMayDifferByAMinuteAndNotByTen() {
        towns.get(0).now.updateAndGet(now -> now.plusSeconds(50));
        assertThat(towns.get(1).seals.open("greeting", sealed("greeting"))).isNotNull();
        towns.get(0).now.updateAndGet(now -> now.plus(Duration.ofMinutes(10)));
        refused(sealed("greeting"), "greeting", "not valid yet");
        towns.get(0).now.updateAndGet(now -> now.minus(Duration.ofMinutes(20)));
        refused(sealed("greeting"), "greeting", "expired");
    }

    @Test
    void anAlteredLetterIsRefusedAndSoIsOneWithoutSignature() {
        String text = sealed("greeting").path("letter").asString();
        String[] parts = text.split("\\.");
        String body = new String(StrictJson.decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8)
                .replace("hello", "hallo");
        String altered = parts[0] + "." + StrictJson.encode(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "." + parts[2];
        refused(StrictJson.object().put("letter", altered), "greeting", "not valid");
        refused(StrictJson.object().put("letter", "x"), "greeting", "cannot be read");
        refused(StrictJson.object(), "greeting", "cannot be read");
    }

    @Test
    void aStatementHoldsForAnybodyWithoutEnd() {
        String text = towns.get(0).seals.statement("rules", StrictJson.object().put("a", 1));
        towns.get(1).now.updateAndGet(now -> now.plus(Duration.ofDays(300)));
        assertThat(towns.get(1).seals.verify("rules", text).from())
                .isEqualTo(towns.get(0).id());
        assertThatThrownBy(() -> towns.get(1).seals.verify("other", text)).isInstanceOf(TrustException.class);
    }

    @Test
    void addressesStandInTheDidDocument() {
        assertThat(towns.get(1).addresses.of(towns.get(0).id()))
                .isEqualTo(towns.get(0).url().resolve("/dataspace"));
        assertThatThrownBy(() -> towns.get(1).addresses.of("did:jwk:eyJ4IjoxfQ"))
                .isInstanceOf(ProblemException.class);
    }

    private void refused(ObjectNode message, String type, String word) {
        assertThatThrownBy(() -> towns.get(1).seals.open(type, message))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(word);
    }
}
