/** Who asks: principals, and how they are recognised. */
@NullMarked
package eu.twintown.node.trust;

import org.jspecify.annotations.NullMarked;
