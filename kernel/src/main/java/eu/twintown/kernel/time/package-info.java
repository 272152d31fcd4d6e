/** Timestamps and temporal queries. */
@NullMarked
package eu.twintown.kernel.time;

import org.jspecify.annotations.NullMarked;
