/** What all roles of the Decentralized Claims Protocol share: messages, scopes, self-issued tokens. */
@NullMarked
package eu.twintown.node.trust.dcp;

import org.jspecify.annotations.NullMarked;
