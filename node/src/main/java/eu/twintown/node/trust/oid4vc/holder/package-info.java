/** OpenID for Verifiable Credentials: this organisation as holder, fetching credentials and presenting them. */
@NullMarked
package eu.twintown.node.trust.oid4vc.holder;

import org.jspecify.annotations.NullMarked;
