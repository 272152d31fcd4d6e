/** Holds recorded HTTP exchanges against the published OpenAPI documents of Simpl-Open. */
@NullMarked
package eu.twintown.node.authority.contract;

import org.jspecify.annotations.NullMarked;
