/** The evaluator: (policies, request, state of the world) to a compliance report, after the ODRL formal semantics. */
@NullMarked
package eu.twintown.kernel.policy.evaluation;

import org.jspecify.annotations.NullMarked;
