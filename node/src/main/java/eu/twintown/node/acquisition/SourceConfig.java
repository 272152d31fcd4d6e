package eu.twintown.node.acquisition;

import eu.twintown.node.mediation.mapping.SourceKind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One source of the configuration file (docs/mapping.md, section 1).
 *
 * @param id stable name; part of state and quarantine
 * @param fetch addresses, each an answer; {@code http}, {@code https} or {@code file}
 * @param backfill addresses that are read once, before the first regular run
 * @param provider who provides the data; becomes {@code dataProvider} of the entities
 * @param landingPage where people read about the source; becomes {@code source} of the entities
 * @param personalData names of attributes that hold personal data
 * @param keepInQuarantine how many records are kept in quarantine
 */
public record SourceConfig(
        String id,
        String title,
        SourceKind kind,
        List<URI> fetch,
        List<URI> backfill,
        Map<String, String> headers,
        Duration timeout,
        Schedule schedule,
        MappingFile mapping,
        Licence licence,
        String attribution,
        String provider,
        Optional<URI> landingPage,
        List<String> personalData,
        String tenant,
        int keepInQuarantine) {

    /**
     * Under which terms the data may be used.
     *
     * @param confirmed whether the publisher itself states the licence
     */
    public record Licence(String title, Optional<URI> url, boolean confirmed) {}

    /**
     * When a source is read.
     *
     * @param every pause between two runs; empty = once
     * @param jitter longest random addition to a pause
     * @param backoffMax longest pause after failures
     */
    public record Schedule(Optional<Duration> every, Duration jitter, Duration backoffMax) {}

    /** The address that stands for the source: its landing page, else where it is read. */
    public URI origin() {
        return landingPage.orElseGet(fetch::getFirst);
    }
}
