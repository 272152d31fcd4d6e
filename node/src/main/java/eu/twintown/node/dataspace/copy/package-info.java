/** Copies of data that providers send here under agreements: each agreement has a tenant of its own. */
@NullMarked
package eu.twintown.node.dataspace.copy;

import org.jspecify.annotations.NullMarked;
