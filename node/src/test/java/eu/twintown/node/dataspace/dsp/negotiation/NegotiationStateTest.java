package eu.twintown.node.dataspace.dsp.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.dataspace.agreement.Side;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every state, every message, both senders (contract.negotiation.protocol, "State Machine"). */
class NegotiationStateTest {
    /** The arrows of the diagram: state, sender, message = next state. */
    private static final Map<String, NegotiationState> ARROWS = Map.ofEntries(
            Map.entry("REQUESTED PROVIDER OFFER", NegotiationState.OFFERED),
            Map.entry("REQUESTED PROVIDER AGREEMENT", NegotiationState.AGREED),
            Map.entry("REQUESTED PROVIDER TERMINATION", NegotiationState.TERMINATED),
            Map.entry("REQUESTED CONSUMER TERMINATION", NegotiationState.TERMINATED),
            Map.entry("OFFERED CONSUMER REQUEST", NegotiationState.REQUESTED),
            Map.entry("OFFERED CONSUMER ACCEPTED", NegotiationState.ACCEPTED),
            Map.entry("OFFERED PROVIDER TERMINATION", NegotiationState.TERMINATED),
            Map.entry("OFFERED CONSUMER TERMINATION", NegotiationState.TERMINATED),
            Map.entry("ACCEPTED PROVIDER AGREEMENT", NegotiationState.AGREED),
            Map.entry("ACCEPTED PROVIDER TERMINATION", NegotiationState.TERMINATED),
            Map.entry("ACCEPTED CONSUMER TERMINATION", NegotiationState.TERMINATED),
            Map.entry("AGREED CONSUMER VERIFICATION", NegotiationState.VERIFIED),
            Map.entry("AGREED PROVIDER TERMINATION", NegotiationState.TERMINATED),
            Map.entry("AGREED CONSUMER TERMINATION", NegotiationState.TERMINATED),
            Map.entry("VERIFIED PROVIDER FINALIZED", NegotiationState.FINALIZED),
            Map.entry("VERIFIED PROVIDER TERMINATION", NegotiationState.TERMINATED),
            Map.entry("VERIFIED CONSUMER TERMINATION", NegotiationState.TERMINATED));

    @Test
    void onlyTheArrowsOfTheDiagramLeadAnywhere() {
        Map<String, NegotiationState> found = new TreeMap<>();
        for (NegotiationState state : NegotiationState.values()) {
            for (Side sender : Side.values()) {
                for (NegotiationMessage message : NegotiationMessage.values()) {
                    state.after(message, sender)
                            .ifPresent(next -> found.put(state + " " + sender + " " + message, next));
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(ARROWS);
    }

    @Test
    void nothingLeadsAwayFromTheEnd() {
        for (NegotiationState state : NegotiationState.values()) {
            boolean over = state == NegotiationState.FINALIZED || state == NegotiationState.TERMINATED;
            assertThat(state.isOver()).isEqualTo(over);
        }
    }
}
