/** The Dataspace Protocol, seen from outside: its official TCK, and whole nodes that negotiate. */
@NullMarked
package eu.twintown.conformance.dsp;

import org.jspecify.annotations.NullMarked;
