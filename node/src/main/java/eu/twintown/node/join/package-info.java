/** Joining a data space from outside: drives a node, or an authority, through its management interface. */
@NullMarked
package eu.twintown.node.join;

import org.jspecify.annotations.NullMarked;
