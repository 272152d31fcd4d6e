package eu.twintown.node.dataspace.duty;

import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Agreements;
import eu.twintown.node.dataspace.agreement.Side;
import eu.twintown.node.dataspace.copy.Copies;
import eu.twintown.node.dataspace.letter.Letters;
import eu.twintown.node.dataspace.letter.Seals;
import eu.twintown.node.dataspace.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out duties to delete. At the consumer: each copy goes when its time has come, and the provider gets a signed
 * receipt; the first at the end of the first period even where no copies were kept, the last when the agreement has ended
 * and nothing is left. At the provider: where no receipt came in time, the duty is violated, which makes the policy hold
 * back the data.
 */
public final class Deletions {
    /** Kind of the statements. */
    static final String RECEIPT = "deletion-receipt";

    static final String PATH = "/dataspace/receipts";

    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration LONGEST_GRACE = Duration.ofDays(1);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int SHARE_OF_PERIOD = 10;

    private final Parts parts;
    private final InstantSource clock;

    /** What it works with. */
    public record Parts(
            Duties duties, Agreements agreements, Copies copies, Seals seals, Letters letters, Timers timers) {}

    public Deletions(Parts parts, InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
    }

    /** Begins to follow the agreements, and catches up. */
    public void start() {
        parts.agreements().listen(this::changed);
        parts.agreements().forEach(this::changed);
    }

    /** Copies have come under this agreement. */
    public void received(String agreement) {
        parts.agreements().find(agreement).ifPresent(found -> {
            for (Duty duty : parts.duties().of(found)) {
                // What comes later is due later; only where nothing was waited for the copies change that.
                boolean waiting = duty.dueAt().filter(clock.instant()::isBefore).isPresent();
                if (duty.kind() == DutyKind.DELETE && !waiting) {
                    plan(found, duty);
                }
            }
        });
    }

    private void changed(Agreement agreement) {
        for (Duty duty : parts.duties().of(agreement)) {
            if (duty.kind() == DutyKind.DELETE && duty.state() != Duty.State.FULFILLED) {
                plan(agreement, duty);
            }
        }
    }

    /** One at a time, so that the last to look has seen everything. */
    private synchronized void plan(Agreement agreement, Duty duty) {
        Optional<Instant> next = agreement.side() == Side.CONSUMER ? next(agreement, duty) : deadline(agreement, duty);
        parts.duties().change(duty.id(), now -> now.dueAt().equals(next) ? now : now.due(next));
        String name = "duty " + duty.id();
        if (next.isPresent()) {
            parts.timers().at(name, next.get(), () -> act(agreement.id(), duty.id()));
        } else {
            parts.timers().cancel(name);
        }
    }

    private void act(String agreementId, String dutyId) {
        try {
            carryOut(agreementId, dutyId);
        } catch (RuntimeException e) {
            LOG.error("The deletion under {} failed and is tried again", agreementId, e);
            parts.timers().after("duty " + dutyId, AGAIN, () -> act(agreementId, dutyId));
        }
    }

    private void carryOut(String agreementId, String dutyId) {
        Agreement agreement = parts.agreements().find(agreementId).orElseThrow();
        Duty duty = parts.duties().find(dutyId).orElseThrow();
        if (duty.state() == Duty.State.FULFILLED) {
            return;
        }
        if (agreement.side() == Side.CONSUMER) {
            delete(agreement, duty);
        } else if (duty.state() != Duty.State.VIOLATED) {
            parts.duties()
                    .change(
                            dutyId,
                            now -> now.then(
                                    clock.instant(), Duty.State.VIOLATED, "No receipt of the deletion came in time"));
        }
    }

    // ---- consumer

    /** When something is to be deleted or stated next. */
    private Optional<Instant> next(Agreement agreement, Duty duty) {
        Duration period = duty.after().orElse(Duration.ZERO);
        boolean ended = agreement.state() == AgreementState.ENDED;
        Optional<Instant> oldest = parts.copies().oldest(agreement.id());
        if (period.isZero()) {
            return ended ? Optional.of(agreement.last().at()) : Optional.empty();
        }
        Optional<Instant> due = oldest.map(moment -> moment.plus(period));
        if (due.isEmpty() && ended) {
            due = Optional.of(agreement.last().at());
        }
        if (due.isEmpty() && duty.receipts().isEmpty()) {
            due = Optional.of(agreement.agreedAt().plus(period));
        }
        // Not after each copy by itself: a share of the period later they are taken together.
        return due.map(moment -> duty.receipts().isEmpty()
                ? moment
                : later(moment, duty.receipts().getLast().at().plus(pause(period))));
    }

    private static Duration pause(Duration period) {
        Duration share = period.dividedBy(SHARE_OF_PERIOD);
        return share.compareTo(LEAST) < 0 ? LEAST : share.compareTo(MOST) > 0 ? MOST : share;
    }

    private void delete(Agreement agreement, Duty duty) {
        Instant now = clock.instant();
        Instant before = now.minus(duty.after().orElse(Duration.ZERO));
        long deleted = parts.copies().deleteBefore(agreement.id(), before);
        boolean last = agreement.state() == AgreementState.ENDED
                && parts.copies().oldest(agreement.id()).isEmpty();
        if (deleted > 0 || last || duty.receipts().isEmpty()) {
            Duty.Receipt receipt =
                    new Duty.Receipt(now, deleted, last, statement(agreement, duty, before, deleted, last));
            Duty after = parts.duties().change(duty.id(), known -> known.with(receipt)
                    .then(
                            now,
                            last ? Duty.State.FULFILLED : Duty.State.ACCEPTED,
                            deleted + " entities were deleted" + (last ? "; nothing is left" : "")));
            post(agreement, after, receipt);
        }
        changed(agreement);
    }

    private String statement(Agreement agreement, Duty duty, Instant before, long deleted, boolean last) {
        ObjectNode content = JsonMapper.shared()
                .createObjectNode()
                .put("agreement", agreement.id())
                .put("duty", duty.rule())
                .put("before", before.toString())
                .put("deletedAt", clock.instant().toString())
                .put("entities", deleted)
                .put("last", last);
        return parts.seals().statement(RECEIPT, agreement.counterparty(), content);
    }

    /** Posts the receipts of a duty that were stored before the node was stopped, too. */
    private void post(Agreement agreement, Duty duty, Duty.Receipt receipt) {
        parts.letters()
                .post(
                        "receipt " + duty.id() + " " + receipt.at(),
                        agreement.counterparty(),
                        agreement.address(),
                        PATH,
                        receipt.statement());
    }

    /** Posts receipts that were stored, but not posted when the node was stopped. */
    public void resend() {
        parts.duties().list(Optional.empty()).stream()
                .filter(duty -> duty.side() == Side.CONSUMER && !duty.receipts().isEmpty())
                .forEach(duty -> parts.agreements()
                        .find(duty.agreement())
                        .ifPresent(agreement ->
                                post(agreement, duty, duty.receipts().getLast())));
    }

    // ---- provider

    /** When a receipt must have come; empty where it is here. */
    private static Optional<Instant> deadline(Agreement agreement, Duty duty) {
        Duration period = duty.after().orElse(Duration.ZERO);
        Duration grace = period.compareTo(LONGEST_GRACE) > 0 ? LONGEST_GRACE : later(period, Duration.ofMinutes(1));
        if (agreement.state() == AgreementState.ENDED) {
            return Optional.of(agreement.last().at().plus(period).plus(grace));
        }
        return duty.receipts().isEmpty() && !period.isZero()
                ? Optional.of(agreement.agreedAt().plus(period).plus(grace))
                : Optional.empty();
    }

    /** A receipt came that was signed by the consumer. */
    void receipt(Agreement agreement, ObjectNode claims, String statement) {
        String id = Duties.id(agreement.id(), claims.path("duty").asString());
        parts.duties().of(agreement);
        boolean last = claims.path("last").asBoolean();
        Instant now = clock.instant();
        parts.duties()
                .change(
                        id,
                        duty -> duty.receipts().stream()
                                        .anyMatch(known -> known.statement().equals(statement))
                                ? duty
                                : duty.with(new Duty.Receipt(
                                                now, claims.path("entities").asLong(), last, statement))
                                        .then(
                                                now,
                                                last ? Duty.State.FULFILLED : Duty.State.ACCEPTED,
                                                claims.path("entities").asLong()
                                                        + " entities were deleted, by the consumer's receipt"));
        changed(agreement);
    }

    private static <T extends Comparable<T>> T later(T one, T other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
