/** Whole nodes for tests that need several of them. */
@NullMarked
package eu.twintown.conformance.city;

import org.jspecify.annotations.NullMarked;
