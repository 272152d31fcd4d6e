package eu.twintown.node.dataspace.wanted;

import eu.twintown.node.dataspace.dsp.delivery.Process;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Counts of requests by state, and how long answers took.
 *
 * @param times of all that were answered, the shortest first
 */
record Statistics(Map<String, Long> states, List<Duration> times) {

    static Statistics of(List<Process> processes) {
        Map<String, Long> states = new TreeMap<>();
        processes.forEach(process -> states.merge(process.state(), 1L, Long::sum));
        List<Duration> times = processes.stream()
                .map(Statistics::timeToAnswer)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        return new Statistics(states, times);
    }

    /** From the moment that this node knew of the request until it had the answer, or gave it. */
    static Optional<Duration> timeToAnswer(Process process) {
        if (!process.data().has("answer") || process.timeline().isEmpty()) {
            return Optional.empty();
        }
        Instant begun = process.timeline().getFirst().at();
        return Optional.of(Duration.between(
                begun, Instant.parse(process.data().at("/answer/at").asString())));
    }

    /** The middle one. */
    Optional<Duration> median() {
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get((times.size() - 1) / 2));
    }

    ObjectNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("requests", states.values().stream().mapToLong(Long::longValue).sum());
        ObjectNode byState = json.putObject("byState");
        states.forEach(byState::put);
        json.put("answered", times.size());
        median().ifPresent(median -> json.putObject("timeToAnswer")
                .put("median", median.toString())
                .put("shortest", times.getFirst().toString())
                .put("longest", times.getLast().toString()));
        return json;
    }
}
