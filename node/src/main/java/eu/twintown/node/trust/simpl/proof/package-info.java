/** Ephemeral proofs: the own one, and those that peers hand over. */
@NullMarked
package eu.twintown.node.trust.simpl.proof;

import org.jspecify.annotations.NullMarked;
