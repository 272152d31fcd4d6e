package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.transfer.message.MessageKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfer process protocol, clause 1.2: every state, every message, both senders. */
class TransferStateTest {

    /** State, message, and what follows when the consumer or the provider sends it; - = refused. */
    private static final String TABLE = """
            REQUESTED   REQUEST      -           -
            REQUESTED   START        -           STARTED
            REQUESTED   SUSPENSION   -           -
            REQUESTED   COMPLETION   -           -
            REQUESTED   TERMINATION  TERMINATED  TERMINATED
            STARTED     REQUEST      -           -
            STARTED     START        -           -
            STARTED     SUSPENSION   SUSPENDED   SUSPENDED
            STARTED     COMPLETION   COMPLETED   COMPLETED
            STARTED     TERMINATION  TERMINATED  TERMINATED
            SUSPENDED   REQUEST      -           -
            SUSPENDED   START        STARTED     STARTED
            SUSPENDED   SUSPENSION   -           -
            SUSPENDED   COMPLETION   -           -
            SUSPENDED   TERMINATION  TERMINATED  TERMINATED
            COMPLETED   REQUEST      -           -
            COMPLETED   START        -           -
            COMPLETED   SUSPENSION   -           -
            COMPLETED   COMPLETION   -           -
            COMPLETED   TERMINATION  -           -
            TERMINATED  REQUEST      -           -
            TERMINATED  START        -           -
            TERMINATED  SUSPENSION   -           -
            TERMINATED  COMPLETION   -           -
            TERMINATED  TERMINATION  -           -
            """;

    static Stream<Arguments> cells() {
        return TABLE.lines().flatMap(line -> {
            String[] cells = line.split(" +");
            TransferState state = TransferState.valueOf(cells[0]);
            MessageKind message = MessageKind.valueOf(cells[1]);
            return Stream.of(
                    Arguments.of(state, message, Side.CONSUMER, cells[2]),
                    Arguments.of(state, message, Side.PROVIDER, cells[3]));
        });
    }

    @ParameterizedTest(name = "{0}: {1} of the {2} -> {3}")
    @MethodSource("cells")
    void whatAMessageLeadsTo(TransferState state, MessageKind message, Side sender, String next) {
        assertThat(state.after(message, sender))
                .isEqualTo(next.equals("-") ? Optional.empty() : Optional.of(TransferState.valueOf(next)));
    }

    @Test
    void theTableIsWhole() {
        assertThat(cells().map(cell -> Arrays.asList(cell.get()).subList(0, 3)).distinct())
                .hasSize(TransferState.values().length * MessageKind.values().length * Side.values().length);
    }

    @Test
    void nothingFollowsWhatIsOver() {
        assertThat(TransferState.values())
                .filteredOn(TransferState::isOver)
                .containsExactlyElementsOf(List.of(TransferState.COMPLETED, TransferState.TERMINATED));
    }
}
