package eu.twintown.node.trust.status;

import java.time.Duration;

/**
 * How the status lists of others are read.
 *
 * @param fresh how long a list is used without asking again; shorter where the list says so
 * @param stale how long it is used where its host does not answer; after that its credentials are refused
 * @param unsigned whether lists without a signature are taken, whose only proof is the connection; off unless a partner
 *     has no others
 */
public record StatusSettings(Duration fresh, Duration stale, boolean unsigned) {

    /** Five minutes, one hour, signed lists only. */
    public static final StatusSettings DEFAULT = new StatusSettings(Duration.ofMinutes(5), Duration.ofHours(1), false);
}
