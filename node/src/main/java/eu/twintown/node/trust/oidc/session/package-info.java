/** Signing in with a browser: the node keeps the tokens, the browser gets a cookie. */
@NullMarked
package eu.twintown.node.trust.oidc.session;

import org.jspecify.annotations.NullMarked;
