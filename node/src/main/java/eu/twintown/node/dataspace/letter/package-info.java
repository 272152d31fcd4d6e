/** Signed letters and statements between nodes: who wrote one can be proved; sent again until they are taken. */
@NullMarked
package eu.twintown.node.dataspace.letter;

import org.jspecify.annotations.NullMarked;
