/** Tests of comparing policies without a request. */
@NullMarked
package eu.twintown.kernel.policy.conflict;

import org.jspecify.annotations.NullMarked;
