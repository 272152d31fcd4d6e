/** Durable processes with another participant: what is to be sent is stored with the state, and sent until it arrives. */
@NullMarked
package eu.twintown.node.dataspace.dsp.delivery;

import org.jspecify.annotations.NullMarked;
