package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.node.dataspace.transfer.token.HeldToken;
import eu.twintown.node.dataspace.transfer.token.TransferTokens;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one piece of a push to the consumer's endpoint, once, with the token that the consumer gave for it. */
final class PushClient {
    private static final Logger LOG = LoggerFactory.getLogger(PushClient.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** The endpoint has looked at it and does not want it. */
    private static final Set<Integer> UNWANTED = Set.of(400, 406, 413, 415, 422, 501);

    private static final Set<Integer> NOT_ADMITTED = Set.of(401, 403);

    private final OutgoingClient client;
    private final TransferTokens tokens;

    /** What became of it. */
    enum Result {
        DELIVERED,
        UNWANTED,
        /** It may go through later. */
        FAILED
    }

    PushClient(OutgoingClient client, TransferTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    Result send(String transfer, String contentType, byte[] body) {
        Optional<HeldToken> token = tokens.current(transfer);
        if (token.isEmpty()) {
            return Result.FAILED;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        if (!token.get().token().isEmpty()) {
            headers.put("Authorization", "Bearer " + token.get().token());
        }
        try {
            int status = client.send(
                            new OutgoingClient.Request("POST", token.get().endpoint(), headers, body, TIMEOUT),
                            token.get().endpoint().toString())
                    .status();
            if (status / 100 == 2) {
                return Result.DELIVERED;
            }
            LOG.info("A push of transfer {} was answered with status {}", transfer, status);
            if (NOT_ADMITTED.contains(status)) {
                tokens.refused(transfer);
            }
            return UNWANTED.contains(status) ? Result.UNWANTED : Result.FAILED;
        } catch (OutgoingException e) {
            LOG.debug("A push of transfer {} was not delivered: {}", transfer, e.getMessage());
            return Result.FAILED;
        }
    }
}
