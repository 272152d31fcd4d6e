package eu.twintown.kernel.view;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which names are admitted: types or attributes, expanded.
 *
 * @param only none but these; empty = any
 * @param except never these
 */
public record Names(Optional<Set<String>> only, Set<String> except) {
    /** Every name. */
    public static final Names ALL = new Names(Optional.empty(), Set.of());

    public Names {
        only = only.map(Set::copyOf);
        except = Set.copyOf(except);
    }

    public static Names only(Collection<String> names) {
        return new Names(Optional.of(Set.copyOf(names)), Set.of());
    }

    public static Names except(Collection<String> names) {
        return new Names(Optional.empty(), Set.copyOf(names));
    }

    /** What both admit. */
    public Names and(Names other) {
        Set<String> never = new HashSet<>(except);
        never.addAll(other.except);
        if (only.isEmpty() || other.only.isEmpty()) {
            return new Names(only.or(other::only), never);
        }
        Set<String> both = new HashSet<>(only.get());
        both.retainAll(other.only.get());
        return new Names(Optional.of(both), never);
    }

    public boolean isAll() {
        return only.isEmpty() && except.isEmpty();
    }

    public boolean admits(String name) {
        return !except.contains(name) && (only.isEmpty() || only.get().contains(name));
    }
}
