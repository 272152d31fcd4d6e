/** Whether a certificate still holds: OCSP and CRL, cached, with a stated age. */
@NullMarked
package eu.twintown.node.trust.simpl.revocation;

import org.jspecify.annotations.NullMarked;
