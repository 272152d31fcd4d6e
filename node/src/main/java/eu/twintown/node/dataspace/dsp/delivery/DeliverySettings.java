package eu.twintown.node.dataspace.dsp.delivery;

import java.time.Duration;

/**
 * How persistently messages are sent.
 *
 * @param giveUp how long the other side may be out of reach before a message counts as not delivered
 * @param racePatience how long it may not know a process, or find a message not fitting its state, before that counts as
 *     its last word: it may still be busy with the message before
 * @param firstPause after the first attempt; doubles with each further one
 * @param longestPause between two attempts
 * @param timeout of one attempt
 * @param lease how long one node has a process for itself, of several nodes on one database
 */
public record DeliverySettings(
        Duration giveUp,
        Duration racePatience,
        Duration firstPause,
        Duration longestPause,
        Duration timeout,
        Duration lease) {

    public static final DeliverySettings DEFAULT = new DeliverySettings(
            Duration.ofHours(24),
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));

    public DeliverySettings giveUpAfter(Duration time) {
        return new DeliverySettings(time, racePatience, firstPause, longestPause, timeout, lease);
    }

    public DeliverySettings withRacePatience(Duration time) {
        return new DeliverySettings(giveUp, time, firstPause, longestPause, timeout, lease);
    }

    public DeliverySettings withLease(Duration time) {
        return new DeliverySettings(giveUp, racePatience, firstPause, longestPause, timeout, time);
    }
}
