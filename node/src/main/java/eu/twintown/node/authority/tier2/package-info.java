/** Agent to agent: client certificates, ephemeral proofs, echo and ping. */
@NullMarked
package eu.twintown.node.authority.tier2;

import org.jspecify.annotations.NullMarked;
