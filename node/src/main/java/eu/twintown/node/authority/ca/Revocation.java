package eu.twintown.node.authority.ca;

import java.time.Instant;

/**
 * That a certificate is not in force.
 *
 * @param held whether it is suspended only (certificateHold, RFC 5280 section 5.3.1) and may come back
 */
public record Revocation(java.math.BigInteger serial, Instant since, boolean held) {}
