/** The issuer's side of DCP: takes requests for credentials, and delivers what was granted. */
@NullMarked
package eu.twintown.node.trust.dcp.issuer;

import org.jspecify.annotations.NullMarked;
