/** Tokens that open data under an agreement: issued, renewed, recognised, revoked; and those received from others. */
@NullMarked
package eu.twintown.node.dataspace.transfer.token;

import org.jspecify.annotations.NullMarked;
