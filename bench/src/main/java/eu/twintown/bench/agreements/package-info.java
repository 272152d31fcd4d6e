/** What agreements cost: negotiating them, offering them, deciding by them; side by side with Eclipse EDC. */
@NullMarked
package eu.twintown.bench.agreements;

import org.jspecify.annotations.NullMarked;
