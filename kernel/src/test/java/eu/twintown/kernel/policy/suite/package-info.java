/** The ODRL test suite of SolidLab, read with Jena and run against the evaluator. */
@NullMarked
package eu.twintown.kernel.policy.suite;

import org.jspecify.annotations.NullMarked;
