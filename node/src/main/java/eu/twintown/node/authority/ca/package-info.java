/** The authority's own certification authority: keys, certificates, OCSP (RFC 6960) and CRL (RFC 5280). */
@NullMarked
package eu.twintown.node.authority.ca;

import org.jspecify.annotations.NullMarked;
