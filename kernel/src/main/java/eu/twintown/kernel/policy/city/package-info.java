/** The city profile of ODRL: operands and actions for data of cities, what they mean, and what narrows a query. */
@NullMarked
package eu.twintown.kernel.policy.city;

import org.jspecify.annotations.NullMarked;
