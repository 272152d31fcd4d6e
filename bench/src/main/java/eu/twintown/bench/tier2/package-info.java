/** What certificate and ephemeral proof cost between participants of a Simpl data space. */
@NullMarked
package eu.twintown.bench.tier2;

import org.jspecify.annotations.NullMarked;
