/** OpenID for Verifiable Credentials: what issuer, holder and verifier have in common. */
@NullMarked
package eu.twintown.node.trust.oid4vc;

import org.jspecify.annotations.NullMarked;
