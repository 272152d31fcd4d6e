package eu.twintown.node;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.binding.TransferControl;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The transfers of this node as consumer, as those see them who know agreements only. */
final class ConsumedTransfers {
    private final TransferParts transfer;
    /** Changes of other processes on the same store show after this time; those of this one at once. */
    private final LoadingCache<String, TransferControl.State> states = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build(this::find);

    ConsumedTransfers(TransferParts transfer) {
        this.transfer = transfer;
        listen(states::invalidate);
    }

    TransferControl control() {
        return new TransferControl(
                states::get,
                id -> transfer.access()
                        .access(id)
                        .map(open -> new TransferControl.Access(open.endpoint(), open.token())),
                transfer.access()::renew,
                (id, push) -> transfer.access().request(id, push));
    }

    /** Is told the agreement after each change of a transfer. */
    void listen(Consumer<String> agreements) {
        transfer.access().listen(agreements);
    }

    private TransferControl.State find(String agreement) {
        List<Transfer> all = transfer.transfers().of(agreement).stream()
                .filter(one -> one.side() == Side.CONSUMER)
                .toList();
        if (all.isEmpty()) {
            return TransferControl.State.NONE;
        }
        return all.stream()
                        .anyMatch(one -> one.state() == TransferState.STARTED
                                && !one.terms().isPush())
                ? TransferControl.State.OPEN
                : TransferControl.State.CLOSED;
    }
}
