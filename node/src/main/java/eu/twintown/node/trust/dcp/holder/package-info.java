/** The holder's side of DCP: keeps the credentials of this organisation, presents them, asks issuers for more. */
@NullMarked
package eu.twintown.node.trust.dcp.holder;

import org.jspecify.annotations.NullMarked;
