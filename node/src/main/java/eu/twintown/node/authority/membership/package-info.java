/** Membership credentials: what members of the data space get for their DID beyond the certificate of tier 2. */
@NullMarked
package eu.twintown.node.authority.membership;

import org.jspecify.annotations.NullMarked;
