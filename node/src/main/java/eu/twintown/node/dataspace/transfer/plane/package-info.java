/** The data plane: the proxy for remote content, the feed of changes, and the inbox for what others push. */
@NullMarked
package eu.twintown.node.dataspace.transfer.plane;

import org.jspecify.annotations.NullMarked;
