/** Official test suites that Maven Central carries, run in JVMs of their own. */
@NullMarked
package eu.twintown.conformance.tck;

import org.jspecify.annotations.NullMarked;
