/** Obligations that travel with the data: recorded, carried out where the node can, watched where it cannot. */
@NullMarked
package eu.twintown.node.dataspace.duty;

import org.jspecify.annotations.NullMarked;
