/** Verifiable credentials: issued, held, presented, and verified with reasons. */
@NullMarked
package eu.twintown.node.trust.credential;

import org.jspecify.annotations.NullMarked;
