package eu.twintown.node;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.binding.TransferControl;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The transfers of this node as consumer, as those see them who know agreements only. */
final class ConsumedTransfers {
    private final TransferParts transfer;
    /** Changes of other processes on the same store show after this time; those of this one at once. */
    private final LoadingCache<String, Standing> standings = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build(this::find);

    /** @param started id of the transfer that is started and is no push */
    private record Standing(TransferControl.State state, Optional<String> started) {}

    ConsumedTransfers(TransferParts transfer) {
        this.transfer = transfer;
        listen(standings::invalidate);
    }

    TransferControl control() {
        return new TransferControl(
                id -> standings.get(id).state(),
                id -> standings
                        .get(id)
                        .started()
                        .flatMap(transfer.tokens()::current)
                        .map(held -> new TransferControl.Access(held.endpoint(), held.token(), held.expires())),
                transfer.access()::renew,
                (id, push) -> transfer.access().request(id, push));
    }

    /** Is told the agreement after each change of a transfer. */
    void listen(Consumer<String> agreements) {
        transfer.access().listen(agreements);
    }

    private Standing find(String agreement) {
        List<Transfer> all = transfer.transfers().of(agreement).stream()
                .filter(one -> one.side() == Side.CONSUMER)
                .toList();
        Optional<String> started = all.stream()
                .filter(one ->
                        one.state() == TransferState.STARTED && !one.terms().isPush())
                .map(Transfer::id)
                .findFirst();
        TransferControl.State state = all.isEmpty()
                ? TransferControl.State.NONE
                : started.isPresent() ? TransferControl.State.OPEN : TransferControl.State.CLOSED;
        return new Standing(state, started);
    }
}
