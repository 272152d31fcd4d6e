package eu.twintown.store.index;

import java.time.Duration;

/**
 * When value indexes are made without being asked for, and when they go again.
 *
 * @param most how many may be made on demand; 0 = none
 * @param window over which scans are added up
 * @param scannedRows how many entities must have been looked at within the window for want of the index
 * @param share which part of these the index would have found, at most
 * @param unused after how long without use an index made on demand is dropped
 */
public record IndexPolicy(int most, Duration window, long scannedRows, double share, Duration unused) {

    /** As documented in docs/configuration.md. */
    public static final IndexPolicy DEFAULT =
            new IndexPolicy(8, Duration.ofMinutes(10), 200_000, 0.05, Duration.ofDays(7));

    /** The same with another limit. */
    public IndexPolicy withMost(int limit) {
        return new IndexPolicy(limit, window, scannedRows, share, unused);
    }
}
