/** The management API of negotiations, of agreements, and of what others offer. */
@NullMarked
package eu.twintown.node.dataspace.dsp.api;

import org.jspecify.annotations.NullMarked;
