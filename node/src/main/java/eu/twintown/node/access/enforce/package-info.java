/** Requests under an agreement: what its policy says of them, and what they may see. */
@NullMarked
package eu.twintown.node.access.enforce;

import org.jspecify.annotations.NullMarked;
