/** The Contract Negotiation Protocol, in both roles. */
@NullMarked
package eu.twintown.node.dataspace.dsp.negotiation;

import org.jspecify.annotations.NullMarked;
