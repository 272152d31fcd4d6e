/** ODRL 2.2 as values: policies, rules, constraints, actions, assets and parties (W3C ODRL Information Model 2.2). */
@NullMarked
package eu.twintown.kernel.policy;

import org.jspecify.annotations.NullMarked;
