package eu.twintown.node.dataspace.transfer.plane;

import eu.twintown.node.dataspace.timer.Lease;
import eu.twintown.node.dataspace.transfer.Transfer;
import eu.twintown.node.dataspace.transfer.Transfers;
import java.time.Duration;

/**
 * Which of several processes of a node on one database pushes for a transfer, as long as there is something to push. What
 * was under way when it changes hands may arrive twice.
 */
final class PushLease {
    private final Transfer transfer;
    private final Transfers transfers;
    private final Lease lease;
    private final Duration pause;

    /** @param transfer as it was started */
    PushLease(Transfer transfer, Transfers transfers, Lease.Ground ground) {
        this.transfer = transfer;
        this.transfers = transfers;
        this.lease = new Lease(transfer.id(), ground);
        this.pause = ground.pause();
    }

    /** Whether the transfer was ended, or started anew, by whichever process: there is nothing to push for any more. */
    boolean isOver() {
        return transfers
                .find(transfer.id())
                .map(now -> !now.last().equals(transfer.last())
                        && !now.last().at().isBefore(transfer.last().at()))
                .orElse(true);
    }

    /** Whether this one may push now: takes the lease or renews it where that is needed. */
    boolean holds() {
        return !isOver() && lease.holds();
    }

    /** Lets others have it at once. */
    void release() {
        lease.release();
    }

    /** How long to wait before it is tried again. */
    Duration pause() {
        return pause;
    }
}
