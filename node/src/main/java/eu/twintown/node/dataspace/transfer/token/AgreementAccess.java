package eu.twintown.node.dataspace.transfer.token;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferFormat;
import eu.twintown.node.dataspace.transfer.TransferProtocol;
import eu.twintown.node.dataspace.transfer.TransferState;
import eu.twintown.node.dataspace.transfer.Transfers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a consumer's agreements open at their providers now, for those who know agreements and no transfers. */
public final class AgreementAccess {
    private static final String NODE = "node";

    private final Transfers transfers;
    private final TransferProtocol protocol;
    private final TransferTokens tokens;
    /** Id of the transfer that is started under an agreement and is no push. */
    private final LoadingCache<String, Optional<String>> started = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build(this::find);

    /**
     * Where data can be had, and with what.
     *
     * @param endpoint as the provider named it; its NGSI-LD root for {@link TransferFormat#NGSI_LD_PULL}
     * @param token for the header Authorization, as bearer token
     */
    public record DataAccess(URI endpoint, String token) {
        @Override
        public String toString() {
            return "DataAccess[" + endpoint + "]";
        }
    }

    public AgreementAccess(Transfers transfers, TransferProtocol protocol, TransferTokens tokens) {
        this.transfers = transfers;
        this.protocol = protocol;
        this.tokens = tokens;
        transfers.listen(transfer -> started.invalidate(transfer.terms().agreement()));
    }

    /** Where the agreement's data can be had now; empty where no transfer is started under it. */
    public Optional<DataAccess> access(String agreement) {
        return started.get(agreement)
                .flatMap(tokens::current)
                .map(token -> new DataAccess(token.endpoint(), token.token()));
    }

    private Optional<String> find(String agreement) {
        return consumed(agreement).stream()
                .filter(one ->
                        one.state() == TransferState.STARTED && !one.terms().isPush())
                .map(Transfer::id)
                .findFirst();
    }

    /**
     * The provider has refused the token: the next {@link #access} gives another or none. Where it cannot be renewed,
     * another transfer is asked for in the place of this one.
     */
    public void renew(String agreement) {
        started.get(agreement).ifPresent(id -> {
            tokens.refused(id);
            Optional<Transfer> transfer = transfers.find(id);
            if (tokens.current(id).isEmpty()
                    && transfer.filter(one -> one.state() == TransferState.STARTED)
                            .isPresent()
                    && !tokens.canRenew(transfer.get())) {
                protocol.complete(id, NODE);
                protocol.request(agreement, transfer.get().terms().format(), Optional.empty(), NODE);
            }
        });
    }

    /** The transfer under this agreement that is requested or started, else a new request. */
    public Transfer request(String agreement, boolean push) {
        return consumed(agreement).stream()
                .filter(one -> !one.state().isOver() && one.terms().isPush() == push)
                .findFirst()
                .orElseGet(() -> protocol.request(
                        agreement,
                        (push ? TransferFormat.NGSI_LD_NOTIFICATION_PUSH : TransferFormat.NGSI_LD_PULL).wire(),
                        Optional.empty(),
                        NODE));
    }

    private List<Transfer> consumed(String agreement) {
        return transfers.of(agreement).stream()
                .filter(one -> one.side() == Side.CONSUMER)
                .toList();
    }

    /** Is told the id of an agreement after each change of a transfer that this node consumes. */
    public void listen(Consumer<String> listener) {
        transfers.listen(transfer -> {
            if (transfer.side() == Side.CONSUMER) {
                listener.accept(transfer.terms().agreement());
            }
        });
    }
}
