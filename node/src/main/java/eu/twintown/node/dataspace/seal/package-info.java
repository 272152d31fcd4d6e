/** Signed letters between nodes: who wrote one can be proved, whatever way it came. */
@NullMarked
package eu.twintown.node.dataspace.seal;

import org.jspecify.annotations.NullMarked;
