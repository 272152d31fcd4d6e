/** Tests of the city profile, from the vectors that the product ships. */
@NullMarked
package eu.twintown.kernel.policy.city;

import org.jspecify.annotations.NullMarked;
