/** A governance authority for sandboxes, tests and small data spaces, with the API of the Simpl-Open Governance Authority Agent. */
@NullMarked
package eu.twintown.node.authority;

import org.jspecify.annotations.NullMarked;
