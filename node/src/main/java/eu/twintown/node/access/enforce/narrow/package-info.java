/** Constraints of policies made part of what may be seen. */
@NullMarked
package eu.twintown.node.access.enforce.narrow;

import org.jspecify.annotations.NullMarked;
