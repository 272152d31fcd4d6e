package eu.twintown.node.dataspace.rulebook;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.config.ConfigNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The section {@code rulebook}.
 *
 * @param publish what this node publishes
 * @param source where the data space's rulebook is read; empty = the own one holds, if any
 * @param every pause between two readings
 */
public record RulebookSettings(Optional<Rulebook> publish, Optional<Source> source, Duration every) {
    public static final RulebookSettings NONE =
            new RulebookSettings(Optional.empty(), Optional.empty(), Duration.ofHours(1));

    /** @param publisher DID that must have signed it */
    public record Source(URI url, String publisher) {}

    public static RulebookSettings read(ConfigNode root) {
        ConfigNode section = root.section("rulebook");
        section.allowOnly("publish", "url", "publisher", "every");
        Optional<Source> source = section.uri("url").map(url -> new Source(url, section.text("publisher")));
        if (source.isPresent()
                && section.has("publisher")
                && !source.get().publisher().startsWith("did:")) {
            section.fault("publisher", "must be a DID, the one that signs the rulebook");
        }
        if (source.isPresent() && section.has("publish")) {
            section.fault("publish", "goes with no 'url': either this node publishes the rulebook or another does");
        }
        Duration every = section.duration("every", Duration.ofHours(1));
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            section.fault("every", "must be at least 1s");
        }
        return new RulebookSettings(section.file("publish").flatMap(file -> document(section, file)), source, every);
    }

    /** JSON is YAML too. */
    private static Optional<Rulebook> document(ConfigNode section, Path file) {
        try {
            return Optional.of(Rulebook.read(new YAMLMapper().readTree(Files.readAllBytes(file))));
        } catch (IOException e) {
            section.fault("publish", file + " cannot be read");
        } catch (JacksonException e) {
            section.fault("publish", file + " is neither YAML nor JSON: " + e.getOriginalMessage());
        } catch (ProblemException e) {
            section.fault(
                    "publish",
                    file.getFileName() + e.problem().extensions().getOrDefault("pointer", "") + ": "
                            + e.problem().detail());
        }
        return Optional.empty();
    }
}
