/** A node as participant of a Simpl data space: joining it, proving itself, recognising its peers. */
@NullMarked
package eu.twintown.node.trust.simpl;

import org.jspecify.annotations.NullMarked;
