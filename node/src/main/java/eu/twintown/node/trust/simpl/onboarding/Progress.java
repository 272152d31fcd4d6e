package eu.twintown.node.trust.simpl.onboarding;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.trust.simpl.tier.Participants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Takes the steps that need nobody's decision, one after the other and again until they succeed: asks how the request
 * stands, has the certificate issued after the approval, tells the authority what is in use, renews in time.
 */
public final class Progress implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(15);
    private static final Duration BETWEEN_ECHOES = Duration.ofMinutes(10);
    private static final Set<String> OPEN = Set.of("IN_PROGRESS", "EVALUATING", "IN_REVIEW");

    private final Onboarding onboarding;
    private final Certificates certificates;
    private final Participants participants;
    private final Installed installed;
    private final MembershipStore store;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("simpl-", 0).factory());
    private volatile String problem = "";
    private volatile Instant lastEcho = Instant.MIN;

    public Progress(
            Onboarding onboarding,
            Certificates certificates,
            Participants participants,
            Installed installed,
            MembershipStore store,
            InstantSource clock) {
        this.onboarding = onboarding;
        this.certificates = certificates;
        this.participants = participants;
        this.installed = installed;
        this.store = store;
        this.clock = clock;
    }

    /** Begins in the background. */
    public void start() {
        timer.scheduleWithFixedDelay(this::quietly, 1, BETWEEN_STEPS.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Why the last step in the background failed; empty = it did not. */
    public String problem() {
        return problem;
    }

    private void quietly() {
        try {
            step();
            problem = "";
        } catch (ProblemException e) {
            told(e.problem().detail());
        } catch (RuntimeException e) {
            LOG.error("A step towards the Simpl data space failed", e);
            told(String.valueOf(e.getMessage()));
        }
    }

    /** The same reason is logged once, however often it is met. */
    private void told(String reason) {
        if (!reason.equals(problem)) {
            LOG.warn("Simpl: {}", reason);
        }
        problem = reason;
    }

    /** Takes what can be taken now. */
    public synchronized void step() {
        if (store.get().request().isPresent() && OPEN.contains(store.get().requestStatus())) {
            onboarding.refresh();
        }
        if (installed.certificate().isEmpty()) {
            if (store.get().participantId().isEmpty()) {
                return;
            }
            certificates.obtain();
        }
        certificates.announce();
        Optional<Instant> renewal = certificates.renewAt();
        if (renewal.isPresent() && !clock.instant().isBefore(renewal.get())) {
            certificates.renew();
        }
        if (clock.instant().isAfter(lastEcho.plus(BETWEEN_ECHOES))) {
            echo();
        }
    }

    /** Asks what the authority has on record of this participant, and keeps it. */
    public JsonNode echo() {
        JsonNode answer = participants.echo();
        lastEcho = clock.instant();
        if (!answer.equals(store.get().echo())) {
            store.update(json -> {
                json.set(Membership.ECHO, answer);
                String id = answer.path("id").asString("");
                if (!id.isEmpty()) {
                    json.put(Membership.PARTICIPANT, id);
                }
            });
        }
        return answer;
    }
}
