/** Tests of the evaluator beyond the vectors. */
@NullMarked
package eu.twintown.kernel.policy.evaluation;

import org.jspecify.annotations.NullMarked;
