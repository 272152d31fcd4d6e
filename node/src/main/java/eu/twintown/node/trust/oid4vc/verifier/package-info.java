/** OpenID for Verifiable Presentations 1.0: this node as verifier. */
@NullMarked
package eu.twintown.node.trust.oid4vc.verifier;

import org.jspecify.annotations.NullMarked;
