/** The verifier's side of DCP: finds out from a self-issued token and the credentials behind it who makes a request. */
@NullMarked
package eu.twintown.node.trust.dcp.verifier;

import org.jspecify.annotations.NullMarked;
