package eu.twintown.node.dataspace.letter;

import static eu.twintown.node.dataspace.TestAgreements.GHENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.twintown.node.dataspace.dsp.delivery.DeliverySettings;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
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
    private volatile int status = 202;
    private Letters letters = letters();

    private Letters letters() {
        Letters fresh = new Letters(
                store.store().processes(),
                this::answer,
                DeliverySettings.DEFAULT.withRacePatience(Duration.ofMillis(10)),
                InstantSource.system());
        fresh.start();
        return fresh;
    }

    private Letter letter() {
        return letters.find("one").orElseThrow();
    }

    private void awaitState(Letter.State state) {
        await().atMost(Duration.ofSeconds(20)).until(() -> letter().state() == state);
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
        letters.close();
        store.close();
    }

    @Test
    void aLetterGoesOutOnceAndItsFateIsKnown() {
        letters.post("one", GHENT, BASE, "/dataspace/receipts", "a.b.c");
        awaitState(Letter.State.ACCEPTED);
        letters.post("one", GHENT, BASE, "/dataspace/receipts", "other");
        assertThat(sent).singleElement().satisfies(request -> assertThat(request)
                .startsWith(GHENT + " https://ghent.example/dataspace/receipts ")
                .contains("\"statement\":\"a.b.c\""));
    }

    @Test
    void itIsSentAgainUntilItIsTaken() {
        status = 0;
        letters.post("one", GHENT, BASE, "/x", "a.b.c");
        await().until(() -> letter().trouble().equals("the line is cut"));
        status = 503;
        await().atMost(Duration.ofSeconds(20)).until(() -> letter().trouble().contains("503"));
        assertThat(letter().attempts()).isPositive();
        status = 200;
        awaitState(Letter.State.ACCEPTED);
        assertThat(letter().trouble()).isEmpty();
    }

    @Test
    void whatIsUnderWayGoesOnAfterARestart() {
        status = 0;
        letters.post("one", GHENT, BASE, "/x", "a.b.c");
        await().until(() -> !sent.isEmpty());
        letters.close();
        status = 202;
        letters = letters();
        awaitState(Letter.State.ACCEPTED);
    }

    @Test
    void whatWillNeverBeTakenIsNotSentAgain() {
        status = 410;
        letters.post("one", GHENT, BASE, "/x", "a.b.c");
        awaitState(Letter.State.REFUSED);
        assertThat(letter().trouble()).contains("410");
        assertThat(sent).hasSize(1);
    }
}
