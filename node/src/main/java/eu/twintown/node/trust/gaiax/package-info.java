/** Gaia-X: credentials of a participant and its services made, compliance credentials verified offline. */
@NullMarked
package eu.twintown.node.trust.gaiax;

import org.jspecify.annotations.NullMarked;
