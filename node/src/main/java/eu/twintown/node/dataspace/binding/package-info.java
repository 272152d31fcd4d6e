/** What follows from an agreement by itself: a registration while it is in force, its end, negotiations from the configuration. */
@NullMarked
package eu.twintown.node.dataspace.binding;

import org.jspecify.annotations.NullMarked;
