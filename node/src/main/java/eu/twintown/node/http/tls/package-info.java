/** TLS of both directions: own identities that can be replaced while running, trust anchors, policy. */
@NullMarked
package eu.twintown.node.http.tls;

import org.jspecify.annotations.NullMarked;
