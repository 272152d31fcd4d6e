/** Finds what contradicts itself between policies, and what an offer asks beyond the bounds of a rulebook. */
@NullMarked
package eu.twintown.kernel.policy.conflict;

import org.jspecify.annotations.NullMarked;
