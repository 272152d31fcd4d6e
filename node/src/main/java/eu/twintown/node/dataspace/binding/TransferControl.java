package eu.twintown.node.dataspace.binding;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What binding needs of transfers at the consumer's side.
 *
 * @param state how the transfers of an agreement stand; cheap
 * @param access where the data are and the token for them, renewed where needed; empty where nothing is open
 * @param renew the token of an agreement was refused: the next access is to be with another
 * @param request asks the provider for a transfer, a push where told so; nothing where one is under way
 */
public record TransferControl(
        Function<String, State> state,
        Function<String, Optional<Access>> access,
        Consumer<String> renew,
        BiConsumer<String, Boolean> request) {

    /** How the transfers of an agreement stand. */
    public enum State {
        /** There has never been one. */
        NONE,
        /** Asked for, paused, or pushed: nothing can be pulled now. */
        CLOSED,
        /** A pull is started. */
        OPEN
    }

    /**
     * Where data are.
     *
     * @param endpoint root of the provider's NGSI-LD API
     * @param token for it; never in messages or logs
     * @param until when the token ends
     */
    public record Access(URI endpoint, String token, Instant until) {
        @Override
        public String toString() {
            return "Access[" + endpoint + " until " + until + "]";
        }
    }
}
