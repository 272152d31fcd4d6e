/** OpenID for Verifiable Credential Issuance 1.0: this node as issuer. */
@NullMarked
package eu.twintown.node.trust.oid4vc.issuer;

import org.jspecify.annotations.NullMarked;
