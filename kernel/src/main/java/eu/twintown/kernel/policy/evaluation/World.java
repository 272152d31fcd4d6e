package eu.twintown.kernel.policy.evaluation;

import eu.twintown.kernel.policy.Operand;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known where and when a policy is evaluated (formal semantics: State of the World).
 *
 * @param now the current time
 * @param facts values by the IRI of the left operand; a value with a unit stands under {@link #key}
 * @param memberOf the collections, areas or classes that a thing is directly part of, by its IRI
 * @param duties what is known of duties
 * @param references the values that a {@code rightOperandReference} stands for, by its IRI
 */
public record World(
        Instant now,
        Map<String, List<Operand>> facts,
        Map<String, Set<String>> memberOf,
        List<DutyRecord> duties,
        Map<String, List<Operand>> references) {
    public World {
        facts = Map.copyOf(facts);
        memberOf = Map.copyOf(memberOf);
        duties = List.copyOf(duties);
        references = Map.copyOf(references);
    }

    /** A world of which only the time is known. */
    public static World at(Instant now) {
        return new World(now, Map.of(), Map.of(), List.of(), Map.of());
    }

    /** Where a value in a unit stands among facts and parameters. */
    public static String key(String operand, String unit) {
        return operand + " in " + unit;
    }

    public World with(String operand, Operand... values) {
        Map<String, List<Operand>> more = new HashMap<>(facts);
        more.put(operand, List.of(values));
        return new World(now, more, memberOf, duties, references);
    }

    public World withMember(String member, String... collections) {
        Map<String, Set<String>> more = new HashMap<>(memberOf);
        more.merge(member, Set.of(collections), World::union);
        return new World(now, facts, more, duties, references);
    }

    public World withDuty(DutyRecord duty) {
        List<DutyRecord> more = new ArrayList<>(duties);
        more.add(duty);
        return new World(now, facts, memberOf, more, references);
    }

    /** Whether a thing is the other one or, over any number of steps, part of it. */
    boolean isIn(String thing, String other) {
        if (thing.equals(other)) {
            return true;
        }
        if (memberOf.isEmpty()) {
            return false;
        }
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(memberOf.getOrDefault(thing, Set.of()));
        while (!open.isEmpty()) {
            String at = open.pop();
            if (at.equals(other)) {
                return true;
            }
            if (seen.add(at)) {
                open.addAll(memberOf.getOrDefault(at, Set.of()));
            }
        }
        return false;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return Set.copyOf(both);
    }
}
