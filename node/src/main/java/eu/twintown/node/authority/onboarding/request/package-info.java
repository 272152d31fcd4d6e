/** The requests to join, from the first line to the notary's decision. */
@NullMarked
package eu.twintown.node.authority.onboarding.request;

import org.jspecify.annotations.NullMarked;
