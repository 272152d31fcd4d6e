/** The local issuer: a small OpenID Connect provider for one organisation, with users and clients in the configuration. */
@NullMarked
package eu.twintown.node.trust.oidc.local;

import org.jspecify.annotations.NullMarked;
