/** The keys by which the node proves who it is, and how they are kept. */
@NullMarked
package eu.twintown.node.trust.key;

import org.jspecify.annotations.NullMarked;
