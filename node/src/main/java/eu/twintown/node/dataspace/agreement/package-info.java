/** The agreements that this node is party to, and what becomes of them. */
@NullMarked
package eu.twintown.node.dataspace.agreement;

import org.jspecify.annotations.NullMarked;
