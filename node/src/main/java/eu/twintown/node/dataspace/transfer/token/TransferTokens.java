package eu.twintown.node.dataspace.transfer.token;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.transfer.SealedAddresses;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.TransferGate;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.key.KeyRing;
import eu.twintown.store.document.Documents;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens that others gave this node: for their data as consumer, for their inbox as provider of a push. They renew
 * themselves when asked for shortly before they end. A renewed one is stored, sealed, before it is used, since its
 * predecessor is worth nothing any more. Where that goes wrong (the answer got lost, say) the node proves itself and asks
 * for new ones by the transfer alone.
 */
public final class TransferTokens {
    private static final Logger LOG = LoggerFactory.getLogger(TransferTokens.class);
    private static final String KIND = "transfer-held";
    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TransferGate gate;
    private final SealedAddresses sealed;
    private final KeyRing keys;
    private final Documents documents;
    private final Courier courier;
    private final InstantSource clock;
    private final LoadingCache<String, Slot> slots =
            Caffeine.newBuilder().maximumSize(10_000).build(id -> new Slot());

    /** What is known of a transfer's token in memory; guarded by itself. */
    private static final class Slot {
        private @Nullable HeldToken token;
        /** The sealed address that the token comes from. */
        private String source = "";

        private boolean refused;
        private Instant nextAttempt = Instant.MIN;
    }

    public TransferTokens(TokenIssuer.Ground ground, SealedAddresses sealed, Courier courier, InstantSource clock) {
        this.gate = ground.gate();
        this.keys = ground.keys();
        this.documents = ground.documents();
        this.sealed = sealed;
        this.courier = courier;
        this.clock = clock;
    }

    /** A valid token; empty where the transfer is not started, or nothing valid can be had now. */
    public Optional<HeldToken> current(String transferId) {
        Optional<Transfer> open = gate.open(transferId);
        if (open.isEmpty() || open.get().address().isEmpty()) {
            return Optional.empty();
        }
        Slot slot = slots.get(transferId);
        synchronized (slot) {
            return current(open.get(), slot);
        }
    }

    /** The other side has refused the token: the next one asked for is another. */
    public void refused(String transferId) {
        Slot slot = slots.get(transferId);
        synchronized (slot) {
            slot.refused = true;
        }
    }

    /** Forgets the token of a transfer that is over. */
    public void forget(String transferId) {
        slots.invalidate(transferId);
        documents.delete(KIND, "", transferId);
    }

    /** Whether the other side has said how its token is renewed. */
    boolean canRenew(Transfer transfer) {
        return load(transfer).refresh().isPresent();
    }

    private Optional<HeldToken> current(Transfer transfer, Slot slot) {
        HeldToken token = slot.token;
        Instant now = clock.instant();
        if (token == null || !slot.source.equals(transfer.address())) {
            token = load(transfer);
            take(slot, transfer, token);
        } else if (slot.refused || isEnding(token, now)) {
            // Another process on the same database may have renewed it.
            HeldToken stored = load(transfer);
            if (!stored.token().equals(token.token())) {
                token = stored;
                take(slot, transfer, token);
            }
        }
        if ((slot.refused || isEnding(token, now)) && !now.isBefore(slot.nextAttempt)) {
            Optional<HeldToken> renewed = renew(transfer, token);
            slot.nextAttempt = renewed.isPresent() ? Instant.MIN : now.plus(PAUSE);
            if (renewed.isPresent()) {
                token = renewed.get();
                take(slot, transfer, token);
            }
        }
        return slot.refused || !now.isBefore(token.expires()) ? Optional.empty() : Optional.of(token);
    }

    private static void take(Slot slot, Transfer transfer, HeldToken token) {
        slot.token = token;
        slot.source = transfer.address();
        slot.refused = false;
    }

    private static boolean isEnding(HeldToken token, Instant now) {
        return !token.expires().equals(Instant.MAX)
                && !now.isBefore(token.expires().minus(EARLY));
    }

    /** The token as it was renewed last, or as it came with the data address. */
    private HeldToken load(Transfer transfer) {
        Optional<Documents.Document> stored = documents.get(KIND, "", transfer.id());
        if (stored.isPresent()) {
            JsonNode json = JsonMapper.shared().readTree(stored.get().json());
            if (json.path("source").asString().equals(transfer.address())) {
                return HeldToken.read(new String(
                        keys.box()
                                .unseal(
                                        KIND + "/" + transfer.id(),
                                        json.path("token").asString()),
                        StandardCharsets.UTF_8));
            }
        }
        return HeldToken.of(sealed.of(transfer).orElseThrow(), transfer.last().at());
    }

    private void store(Transfer transfer, HeldToken token) {
        String secret =
                keys.box().seal(KIND + "/" + transfer.id(), token.write().getBytes(StandardCharsets.UTF_8));
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("source", transfer.address())
                .put("token", secret);
        documents.put(KIND, "", transfer.id(), json.toString());
    }

    private Optional<HeldToken> renew(Transfer transfer, HeldToken token) {
        Optional<HeldToken.Refresh> refresh = token.refresh();
        if (refresh.isEmpty()) {
            return Optional.empty();
        }
        Optional<HeldToken> renewed = ask(
                        transfer,
                        token,
                        "grant_type=refresh_token&refresh_token="
                                + encoded(refresh.get().token()))
                .or(() -> ask(
                        transfer,
                        token,
                        "grant_type=client_credentials&transfer="
                                + encoded(transfer.process().peerPid())));
        renewed.ifPresent(fresh -> store(transfer, fresh));
        return renewed;
    }

    private Optional<HeldToken> ask(Transfer transfer, HeldToken token, String form) {
        OutgoingClient.Request request = new OutgoingClient.Request(
                "POST",
                token.refresh().orElseThrow().endpoint(),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form.getBytes(StandardCharsets.UTF_8),
                TIMEOUT);
        try {
            OutgoingClient.Response response = courier.send(transfer.counterparty(), request);
            if (response.status() == 200) {
                return Optional.of(token.renewed(JsonMapper.shared().readTree(response.body()), clock.instant()))
                        .filter(fresh -> !fresh.token().isEmpty());
            }
            LOG.info("Token of transfer {} not renewed: status {}", transfer.id(), response.status());
        } catch (OutgoingException | JacksonException e) {
            LOG.info("Token of transfer {} not renewed: {}", transfer.id(), e.getMessage());
        }
        return Optional.empty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
