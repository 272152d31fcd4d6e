package eu.twintown.node.acquisition;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.mediation.DataModels;
import eu.twintown.node.mediation.mapping.SourceKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the {@code sources} of a configuration file, with their mapping files, and tells all faults. */
public final class SourceConfigReader {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Set<String> SCHEMES = Set.of("http", "https", "file");
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final DataModels models;

    /** Mappings may name these models. */
    public SourceConfigReader(DataModels models) {
        this.models = models;
    }

    /** The sources of the whole file {@code root}. */
    public List<SourceConfig> read(ConfigNode root) {
        List<SourceConfig> sources = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (ConfigNode section : root.list("sources")) {
            source(section).ifPresent(source -> {
                if (!ids.add(source.id())) {
                    section.fault("id", "'" + source.id() + "' is the id of another source, too");
                }
                sources.add(source);
            });
        }
        return List.copyOf(sources);
    }

    private Optional<SourceConfig> source(ConfigNode section) {
        section.allowOnly(
                "id",
                "title",
                "kind",
                "fetch",
                "backfill",
                "headers",
                "timeout",
                "schedule",
                "mapping",
                "licence",
                "attribution",
                "provider",
                "landing-page",
                "personal-data",
                "tenant",
                "quarantine");
        String id = section.text("id");
        if (section.has("id") && !ID.matcher(id).matches()) {
            section.fault("id", "'" + id + "' must be of small letters, digits and hyphens, such as ghent-parking");
        }
        String kind = section.oneOf("kind", "", "json", "geojson", "csv");
        List<URI> fetch = addresses(section, "fetch");
        if (fetch.isEmpty()) {
            section.fault("fetch", "name at least one address to read");
        }
        ConfigNode quarantine = section.section("quarantine");
        quarantine.allowOnly("keep");
        if (kind.isEmpty() || fetch.isEmpty()) {
            return Optional.empty();
        }
        SourceKind sourceKind = SourceKind.valueOf(kind.toUpperCase(Locale.ROOT));
        return mapping(section, sourceKind)
                .map(mapping -> new SourceConfig(
                        id,
                        section.text("title", id),
                        sourceKind,
                        fetch,
                        addresses(section, "backfill"),
                        section.textMap("headers"),
                        section.duration("timeout", Duration.ofSeconds(20)),
                        schedule(section),
                        mapping,
                        licence(section.section("licence")),
                        section.text("attribution", ""),
                        section.text("provider", ""),
                        section.uri("landing-page"),
                        section.texts("personal-data"),
                        section.text("tenant", ""),
                        quarantine.integer("keep", 1000, 0, 1_000_000)));
    }

    private Optional<MappingFile> mapping(ConfigNode section, SourceKind kind) {
        Optional<Path> file = section.file("mapping");
        if (file.isEmpty()) {
            section.fault("mapping", "is missing");
            return Optional.empty();
        }
        List<String> faults = new ArrayList<>();
        MappingFile mapping = new MappingFile(file.get(), kind, models);
        mapping.load(faults);
        faults.forEach(fault -> section.fault("mapping", file.get().getFileName() + ": " + fault));
        return faults.isEmpty() ? Optional.of(mapping) : Optional.empty();
    }

    private static List<URI> addresses(ConfigNode section, String key) {
        List<URI> addresses = new ArrayList<>();
        for (String text : section.texts(key)) {
            try {
                URI uri = URI.create(text);
                if (!SCHEMES.contains(String.valueOf(uri.getScheme()))) {
                    section.fault(key, "'" + text + "' must begin with https:, http: or file:");
                } else if (uri.getScheme().equals("file")) {
                    addresses.add(
                            section.resolve(filePath(text)).toAbsolutePath().toUri());
                } else {
                    addresses.add(uri);
                }
            } catch (IllegalArgumentException e) {
                section.fault(key, "'" + text + "' is not an address: " + e.getMessage());
            }
        }
        return List.copyOf(addresses);
    }

    private static String filePath(String text) {
        String path = text.substring("file:".length());
        return path.startsWith("///") ? path.substring(2) : path;
    }

    private static SourceConfig.Schedule schedule(ConfigNode section) {
        Duration longest = Duration.ofMinutes(15);
        if (!section.json().path("schedule").isObject()) {
            boolean once = section.text("schedule", "60s").equals("once");
            Duration every = once ? Duration.ofMinutes(1) : pause(section, "schedule");
            return new SourceConfig.Schedule(
                    once ? Optional.empty() : Optional.of(every), every.dividedBy(10), longest(every, longest));
        }
        ConfigNode schedule = section.section("schedule");
        schedule.allowOnly("every", "jitter", "backoff-max");
        Duration every = pause(schedule, "every");
        return new SourceConfig.Schedule(
                Optional.of(every),
                schedule.duration("jitter", every.dividedBy(10)),
                schedule.duration("backoff-max", longest(every, longest)));
    }

    private static Duration longest(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration pause(ConfigNode section, String key) {
        Duration every = section.duration(key, Duration.ofSeconds(60));
        if (every.compareTo(SHORTEST) < 0) {
            section.fault(key, "must be at least 100ms");
            return SHORTEST;
        }
        return every;
    }

    private static SourceConfig.Licence licence(ConfigNode section) {
        section.allowOnly("title", "url", "confirmed");
        return new SourceConfig.Licence(
                section.text("title", "not stated"), section.uri("url"), section.flag("confirmed", false));
    }
}
