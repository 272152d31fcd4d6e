package eu.twintown.node.authority.signing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * What a signature says that holds: the document is as it was signed by the owner of this certificate.
 *
 * @param at when, as the signer states it
 */
record Signed(X509Certificate signer, Optional<Instant> at) {}
