/** Who asks: principals. */
@NullMarked
package eu.twintown.node.trust;

import org.jspecify.annotations.NullMarked;
