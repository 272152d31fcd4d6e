/** What this organisation holds: its credentials, and the presentations that it makes of them. */
@NullMarked
package eu.twintown.node.trust.holding;

import org.jspecify.annotations.NullMarked;
