/** Participants known by the client certificate that they show at the main listener. */
@NullMarked
package eu.twintown.node.trust.certificate;

import org.jspecify.annotations.NullMarked;
