/** Participants of the data space and their credentials. */
@NullMarked
package eu.twintown.node.authority.participants;

import org.jspecify.annotations.NullMarked;
