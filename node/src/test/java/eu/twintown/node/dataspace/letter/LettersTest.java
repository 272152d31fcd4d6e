package eu.twintown.node.dataspace.letter;

import static eu.twintown.node.dataspace.TestAgreements.GHENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.timer.Timers;
import eu.twintown.node.http.OutgoingClient;
import eu.twintown.node.http.OutgoingException;
import eu.twintown.store.StoreFixture;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LettersTest {
    private static final URI BASE = URI.create("https://ghent.example/dsp/2025-1");

    private final StoreFixture store = StoreFixture.open();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<Letter> fates = new CopyOnWriteArrayList<>();
    private volatile int status = 202;
    private Timers timers = new Timers(InstantSource.system());
    private Letters letters = letters();

    private Letters letters() {
        Letters fresh = new Letters(store.store().documents(), this::answer, timers, InstantSource.system());
        fresh.listen(fates::add);
        return fresh;
    }

    private OutgoingClient.Response answer(String participant, OutgoingClient.Request request) {
        sent.add(participant + " " + request.uri() + " " + new String(request.body(), StandardCharsets.UTF_8));
        if (status == 0) {
            throw new OutgoingException(OutgoingException.Reason.UNREACHABLE, "the line is cut");
        }
        return new OutgoingClient.Response(status, Map.of(), new byte[0]);
    }

    @AfterEach
    void close() {
        timers.close();
        store.close();
    }

    @Test
    void aLetterGoesOutOnceAndItsFateIsTold() {
        letters.post("one", GHENT, BASE, "/dataspace/receipts", "a.b.c");
        await().until(() -> fates.size() == 1);
        assertThat(sent).containsExactly(GHENT + " https://ghent.example/dataspace/receipts {\"statement\":\"a.b.c\"}");
        assertThat(fates.getFirst().state()).isEqualTo(Letter.State.ACCEPTED);
        letters.post("one", GHENT, BASE, "/dataspace/receipts", "other");
        assertThat(letters.find("one").orElseThrow().statement()).isEqualTo("a.b.c");
    }

    @Test
    void itIsSentAgainUntilItIsTaken() {
        status = 0;
        letters.post("one", GHENT, BASE, "/x", "a.b.c");
        await().until(() -> letters.find("one").orElseThrow().trouble().equals("the line is cut"));
        status = 503;
        await().atMost(Duration.ofSeconds(10))
                .until(() -> letters.find("one").orElseThrow().trouble().contains("503"));
        status = 200;
        await().atMost(Duration.ofSeconds(10)).until(() -> fates.size() == 1);
        assertThat(fates.getFirst().state()).isEqualTo(Letter.State.ACCEPTED);
    }

    @Test
    void whatIsUnderWayGoesOnAfterARestart() {
        status = 0;
        letters.post("one", GHENT, BASE, "/x", "a.b.c");
        await().until(() -> sent.size() == 1);
        timers.close();
        status = 202;
        timers = new Timers(InstantSource.system());
        letters = letters();
        letters.start();
        await().until(() -> fates.size() == 1);
        assertThat(letters.find("one").orElseThrow().state()).isEqualTo(Letter.State.ACCEPTED);
    }

    @Test
    void whatWillNeverBeTakenIsNotSentAgain() {
        status = 404;
        letters.post("one", GHENT, BASE, "/x", "a.b.c");
        await().until(() -> fates.size() == 1);
        assertThat(fates.getFirst().state()).isEqualTo(Letter.State.REFUSED);
        assertThat(fates.getFirst().trouble()).contains("404");
        assertThat(sent).hasSize(1);
    }
}
