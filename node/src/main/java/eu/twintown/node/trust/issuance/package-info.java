/** Credentials that this organisation issues to others, and the durable record of them. */
@NullMarked
package eu.twintown.node.trust.issuance;

import org.jspecify.annotations.NullMarked;
