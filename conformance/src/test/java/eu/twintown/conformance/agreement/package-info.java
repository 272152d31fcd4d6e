/** Agreements between whole nodes: what they open, and what their end closes. */
@NullMarked
package eu.twintown.conformance.agreement;

import org.jspecify.annotations.NullMarked;
