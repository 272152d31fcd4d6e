/** Becoming and staying a participant: request, documents, decision, certificate, renewal. */
@NullMarked
package eu.twintown.node.trust.simpl.onboarding;

import org.jspecify.annotations.NullMarked;
