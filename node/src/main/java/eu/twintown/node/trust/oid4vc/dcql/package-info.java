/** The Digital Credentials Query Language (OpenID4VP 1.0, section 6): which credentials are wanted, and which of ours fit. */
@NullMarked
package eu.twintown.node.trust.oid4vc.dcql;

import org.jspecify.annotations.NullMarked;
