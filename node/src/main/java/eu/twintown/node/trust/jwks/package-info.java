/** Issuers that are named by an address instead of a DID, and the keys that they publish there. */
@NullMarked
package eu.twintown.node.trust.jwks;

import org.jspecify.annotations.NullMarked;
