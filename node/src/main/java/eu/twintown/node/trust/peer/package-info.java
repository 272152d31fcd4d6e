/** How this node proves to its peers who it is. */
@NullMarked
package eu.twintown.node.trust.peer;

import org.jspecify.annotations.NullMarked;
