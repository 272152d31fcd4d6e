/** The Catalog Protocol: what this node offers, and what others offer. */
@NullMarked
package eu.twintown.node.dataspace.dsp.catalog;

import org.jspecify.annotations.NullMarked;
