/** Decentralised identifiers: the node's own document, and resolving those of others (W3C DID Core 1.0). */
@NullMarked
package eu.twintown.node.trust.did;

import org.jspecify.annotations.NullMarked;
