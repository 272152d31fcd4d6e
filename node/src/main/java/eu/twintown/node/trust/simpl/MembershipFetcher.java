package eu.twintown.node.trust.simpl;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.holding.HeldCredential;
import eu.twintown.node.trust.holding.HeldCredential.State;
import eu.twintown.node.trust.holding.Wallet;
import eu.twintown.node.trust.jose.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the membership credential for the node's DID from the authority as soon as the node has its certificate, and a new
 * one before that ends. The DID is named over tier 2, where the certificate says who names it; the credential then comes
 * by OpenID4VCI.
 *
 * <p>Only Twintown's own authority knows this. Where another answers that it does not, it is asked again an hour later.
 */
public final class MembershipFetcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipFetcher.class);
    private static final String TYPE = "MembershipCredential";
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Simpl simpl;
    private final String did;
    private final Wallet wallet;
    private final Consumer<String> receiver;
    private final InstantSource clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("membership-credential").factory());
    private volatile Instant notBefore = Instant.EPOCH;

    /** @param receiver takes the text of a credential offer and puts the credential into the wallet */
    public MembershipFetcher(Simpl simpl, String did, Wallet wallet, Consumer<String> receiver, InstantSource clock) {
        this.simpl = simpl;
        this.did = did;
        this.wallet = wallet;
        this.receiver = receiver;
        this.clock = clock;
    }

    /** Begins to look after it. */
    public void start() {
        executor.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void look() {
        try {
            Instant now = clock.instant();
            if (now.isBefore(notBefore)
                    || simpl.participantId().isEmpty()
                    || simpl.installed().identity().current().isEmpty()) {
                return;
            }
            if (holdsGoodOne()) {
                notBefore = now.plus(AFTER_REFUSAL);
                return;
            }
            notBefore = now.plus(fetch() ? Duration.ZERO : AFTER_REFUSAL);
        } catch (OutgoingException | ProblemException e) {
            LOG.info("The membership credential could not be had and is asked for again: {}", e.getMessage());
            notBefore = clock.instant().plus(AFTER_FAILURE);
        } catch (RuntimeException e) {
            LOG.warn("Looking after the membership credential failed", e);
            notBefore = clock.instant().plus(AFTER_FAILURE);
        }
    }

    /** A suspended membership may come back, and a new one would be refused until then. */
    private boolean holdsGoodOne() {
        return wallet.list().stream()
                .filter(held -> held.credential().hasType(TYPE))
                .map(HeldCredential::state)
                .anyMatch(state -> state == State.VALID || state == State.SUSPENDED);
    }

    /** False where the authority has no such thing to offer. */
    private boolean fetch() {
        Response offer = simpl.authority(new Request(
                "POST",
                URI.create(simpl.tier2() + "/membership/v1/offers"),
                Map.of("Content-Type", "application/json", "Accept", "application/json"),
                StrictJson.object().put("did", did).toString().getBytes(StandardCharsets.UTF_8),
                TIMEOUT));
        if (offer.status() != 201) {
            LOG.info("The authority offers no membership credential for {}: status {}", did, offer.status());
            return false;
        }
        receiver.accept(new String(offer.body(), StandardCharsets.UTF_8));
        LOG.info("The membership credential for {} is in the wallet", did);
        return true;
    }
}
