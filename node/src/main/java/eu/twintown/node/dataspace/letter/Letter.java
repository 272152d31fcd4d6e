package eu.twintown.node.dataspace.letter;

import eu.twintown.node.dataspace.dsp.delivery.Outgoing;
import eu.twintown.node.dataspace.dsp.delivery.Process;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the delivery of a statement stands.
 *
 * @param attempts how often it was tried in vain since the node knows of it; 0 when nothing more is tried
 * @param trouble why it was not taken last time; empty = nothing known
 */
public record Letter(State state, int attempts, String trouble) {

    /** What became of it. */
    public enum State {
        PENDING,
        ACCEPTED,
        /** The receiver said that it will never take it, or it was sent in vain for a month. */
        REFUSED
    }

    static Letter of(Process process) {
        State state = State.valueOf(process.state());
        return process.outgoing().stream()
                .findFirst()
                .map(waiting -> of(state, waiting))
                .orElseGet(
                        () -> new Letter(state, 0, process.timeline().getLast().reason()));
    }

    private static Letter of(State state, Outgoing waiting) {
        return new Letter(state, waiting.attempts(), waiting.problem());
    }

    /** As the management API shows it. */
    public ObjectNode json() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("state", state.name())
                .put("attempts", attempts)
                .put("trouble", trouble);
    }
}
