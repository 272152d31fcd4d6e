/** People and machines by OAuth 2.0 and OpenID Connect: settings, tokens, and providers of any make. */
@NullMarked
package eu.twintown.node.trust.oidc;

import org.jspecify.annotations.NullMarked;
