/** From a request to a decision: templates, documents, rules, the notary. */
@NullMarked
package eu.twintown.node.authority.onboarding;

import org.jspecify.annotations.NullMarked;
