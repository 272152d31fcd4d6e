/** Who used what under which agreement, counted by the hour. */
@NullMarked
package eu.twintown.node.dataspace.usage;

import org.jspecify.annotations.NullMarked;
