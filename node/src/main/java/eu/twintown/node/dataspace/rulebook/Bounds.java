package eu.twintown.node.dataspace.rulebook;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.city.CityProfile;
import eu.twintown.kernel.policy.conflict.ConflictDetector;
import eu.twintown.node.dataspace.dataset.RulebookCheck;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds offers against the bounds of the rulebook that holds now. */
public final class Bounds implements RulebookCheck {
    private static final ConflictDetector DETECTOR = new ConflictDetector(CityProfile.ACTIONS);

    private final Supplier<Optional<Rulebook>> rulebook;

    /** @param rulebook the version that holds now; empty = there is none */
    public Bounds(Supplier<Optional<Rulebook>> rulebook) {
        this.rulebook = rulebook;
    }

    @Override
    public List<Breach> of(Policy offer) {
        Optional<Rulebook> current = rulebook.get();
        Optional<Policy> bounds = current.flatMap(Rulebook::bounds);
        if (bounds.isEmpty()) {
            return List.of();
        }
        return DETECTOR.against(offer, bounds.get()).stream()
                .map(conflict ->
                        new Breach(conflict, bounds.get(), current.get().version()))
                .toList();
    }
}
