/** Text to syntax tree to predicate: q, geo queries, scopeQ and the type selection language. */
@NullMarked
package eu.twintown.kernel.query;

import org.jspecify.annotations.NullMarked;
