/** Context source registrations, forwarding, merging of answers, entity maps. */
@NullMarked
package eu.twintown.node.federation;

import org.jspecify.annotations.NullMarked;
