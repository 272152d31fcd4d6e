/** The authority's interfaces: where they are, in which version, and how to speak to them. */
@NullMarked
package eu.twintown.node.trust.simpl.tier;

import org.jspecify.annotations.NullMarked;
