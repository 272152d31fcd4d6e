/** Whole processes of a Simpl data space together: an authority and nodes, each started from its configuration file. */
@NullMarked
package eu.twintown.node.space;

import org.jspecify.annotations.NullMarked;
