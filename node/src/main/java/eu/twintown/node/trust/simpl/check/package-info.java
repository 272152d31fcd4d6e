/** The acceptance script against an authority, and the evidence that it leaves. */
@NullMarked
package eu.twintown.node.trust.simpl.check;

import org.jspecify.annotations.NullMarked;
