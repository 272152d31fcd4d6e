package eu.twintown.node.dataspace.rulebook;

import eu.twintown.node.dataspace.letter.SealedMessage;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.store.document.Documents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rulebook that holds for this node: the one that it publishes itself, or the one of its data space, read from its
 * publisher. What was read is kept with its signature, so that it holds while the publisher cannot be reached.
 */
public final class CurrentRulebook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentRulebook.class);
    private static final String KIND = "rulebook-read";
    private static final String ONE = "current";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RulebookSettings settings;
    private final PublishedRulebooks published;
    private final Surroundings surroundings;
    private final Runnable changed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("rulebook").factory());
    private volatile @Nullable Reading reading;
    private volatile String problem = "";

    /**
     * What was read last.
     *
     * @param statement the document as its publisher signed it
     * @param readAt when the publisher was last heard of
     */
    public record Reading(Rulebook rulebook, String statement, Instant signedAt, Instant readAt) {}

    /** What reading needs. */
    public record Surroundings(
            Documents documents,
            Function<OutgoingClient.Request, OutgoingClient.Response> send,
            Seals seals,
            InstantSource clock) {}

    /** @param changed is run after another version has come into force */
    public CurrentRulebook(
            RulebookSettings settings, PublishedRulebooks published, Surroundings surroundings, Runnable changed) {
        this.settings = settings;
        this.published = published;
        this.surroundings = surroundings;
        this.changed = changed;
        this.reading = kept().orElse(null);
    }

    /** To be called when this node has published another version. */
    void hasChanged() {
        changed.run();
    }

    /** Publishes what the configuration says, and reads the data space's rulebook now and then. */
    public void start() {
        settings.publish().ifPresent(published::publish);
        if (settings.source().isPresent()) {
            long pause = settings.every().toMillis();
            timer.scheduleWithFixedDelay(this::readQuietly, 0, pause, TimeUnit.MILLISECONDS);
        }
    }

    /** The version that holds now. */
    public Optional<Rulebook> get() {
        return settings.source().isPresent()
                ? Optional.ofNullable(reading).map(Reading::rulebook)
                : published.current().map(PublishedRulebooks.Version::rulebook);
    }

    /** What was read, where the rulebook is another's. */
    Optional<Reading> reading() {
        return Optional.ofNullable(reading);
    }

    /** Why the last attempt to read failed; empty where it did not. */
    String problem() {
        return problem;
    }

    /** Reads the data space's rulebook once more; nothing happens where it is this node's own. */
    public void refresh() {
        if (settings.source().isPresent()) {
            readQuietly();
        }
    }

    private void readQuietly() {
        try {
            read(settings.source().orElseThrow());
            problem = "";
        } catch (OutgoingException e) {
            failed(String.valueOf(e.getMessage()));
        } catch (TrustException e) {
            failed(e.safe() + ": " + e.reason());
        } catch (RuntimeException e) {
            failed(e.toString());
        }
    }

    private void failed(String why) {
        problem = why;
        LOG.warn(
                "The rulebook at {} could not be read: {}",
                settings.source().orElseThrow().url(),
                why);
    }

    private synchronized void read(RulebookSettings.Source source) {
        OutgoingClient.Response response = surroundings
                .send()
                .apply(new OutgoingClient.Request(
                        "GET", source.url(), Map.of("Accept", "application/jose"), new byte[0], PATIENCE));
        if (response.status() != 200) {
            throw new IllegalStateException("It answered with status " + response.status());
        }
        String statement = new String(response.body(), StandardCharsets.US_ASCII).strip();
        SealedMessage letter = surroundings.seals().verify(PublishedRulebooks.STATEMENT, statement);
        if (!letter.from().equals(source.publisher())) {
            throw new TrustException(
                    "issuer", "The rulebook is signed by somebody else", "It is signed by " + letter.from());
        }
        Rulebook rulebook = Rulebook.read(letter.body());
        Reading before = reading;
        if (before != null && letter.at().isBefore(before.signedAt())) {
            throw new TrustException(
                    "dates",
                    "The rulebook is older than the one known",
                    "Version " + rulebook.version() + " was signed at " + letter.at());
        }
        Reading now = new Reading(
                rulebook, statement, letter.at(), surroundings.clock().instant());
        surroundings
                .documents()
                .put(
                        KIND,
                        "",
                        ONE,
                        JsonMapper.shared()
                                .createObjectNode()
                                .put("publisher", source.publisher())
                                .put("statement", statement)
                                .put("signedAt", letter.at().toString())
                                .put("readAt", now.readAt().toString())
                                .toString());
        reading = now;
        if (before == null || !before.rulebook().hash().equals(rulebook.hash())) {
            LOG.info("Version {} of the rulebook {} holds now", rulebook.version(), rulebook.id());
            changed.run();
        }
    }

    /** What an earlier run has read, from the same publisher; it was verified then. */
    private Optional<Reading> kept() {
        return settings.source().flatMap(source -> surroundings
                .documents()
                .get(KIND, "", ONE)
                .map(stored -> JsonMapper.shared().readTree(stored.json()))
                .filter(stored -> stored.path("publisher").asString().equals(source.publisher()))
                .map(CurrentRulebook::reading));
    }

    private static Reading reading(JsonNode stored) {
        String statement = stored.path("statement").asString();
        return new Reading(
                PublishedRulebooks.content(statement),
                statement,
                Instant.parse(stored.path("signedAt").asString()),
                Instant.parse(stored.path("readAt").asString()));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
