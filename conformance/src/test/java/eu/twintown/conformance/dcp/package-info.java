/** The official Technology Compatibility Kit of the Decentralized Claims Protocol, run against a node. */
@NullMarked
package eu.twintown.conformance.dcp;

import org.jspecify.annotations.NullMarked;
