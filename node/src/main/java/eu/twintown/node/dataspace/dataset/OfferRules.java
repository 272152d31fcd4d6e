package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.conflict.Conflict;
import eu.twintown.kernel.policy.conflict.ConflictDetector;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What one version of the data space's rulebook demands of offers.
 *
 * @param bounds what no offer may exceed
 * @param levels the least that offers promise beside the data
 */
public record OfferRules(String version, Optional<Policy> bounds, List<Level> levels) {
    private static final ConflictDetector DETECTOR = new ConflictDetector(CityProfile.ACTIONS);

    public OfferRules {
        levels = List.copyOf(levels);
    }

    /**
     * A service level.
     *
     * @param text in the words of the rulebook
     * @param type expanded name of the entity type that it is about; empty = all
     */
    public record Level(
            String id,
            Function<Locale, String> text,
            Optional<String> type,
            Optional<Duration> maxAge,
            OptionalLong entities) {

        private boolean isAbout(Content content) {
            return content instanceof Content.Entities entities
                    && type.map(entities.types()::contains).orElse(true);
        }

        private boolean isKeptBy(ServiceLevel promised) {
            boolean fresh = maxAge.isEmpty()
                    || promised.maxAge()
                            .filter(age -> age.compareTo(maxAge.get()) <= 0)
                            .isPresent();
            boolean complete = entities.isEmpty()
                    || promised.entities().isPresent() && promised.entities().getAsLong() >= entities.getAsLong();
            return fresh && complete;
        }
    }

    /** What offers of such data, under these policies and with these promises, do that the rules do not allow. */
    Findings findings(Content content, List<Policy> policies, ServiceLevel promised) {
        List<Conflict> conflicts = policies.stream()
                .flatMap(offer -> bounds.stream().flatMap(policy -> DETECTOR.against(offer, policy).stream()))
                .toList();
        return new Findings(version, bounds, conflicts, missed(content, promised));
    }

    /**
     * What is not as the rules demand.
     *
     * @param missed service levels that are not promised
     */
    record Findings(String version, Optional<Policy> bounds, List<Conflict> conflicts, List<Level> missed) {
        static final Findings NONE = new Findings("", Optional.empty(), List.of(), List.of());

        boolean isEmpty() {
            return conflicts.isEmpty() && missed.isEmpty();
        }

        /** The rule and the rule of the rulebook that it contradicts, first of all. */
        String offerRule() {
            return conflicts.isEmpty() ? "serviceLevel" : conflicts.getFirst().rule();
        }

        String rulebookRule() {
            return conflicts.isEmpty()
                    ? missed.getFirst().id()
                    : conflicts.getFirst().against();
        }
    }

    /** The service levels that such data need and these promises fall short of. */
    private List<Level> missed(Content content, ServiceLevel promised) {
        return levels.stream()
                .filter(level -> level.isAbout(content) && !level.isKeptBy(promised))
                .toList();
    }

    /** The least that may be promised of such data. */
    ServiceLevel least(Content content) {
        List<Level> about =
                levels.stream().filter(level -> level.isAbout(content)).toList();
        return new ServiceLevel(
                about.stream().flatMap(level -> level.maxAge().stream()).min(Duration::compareTo),
                about.stream().flatMapToLong(level -> level.entities().stream()).max());
    }
}
