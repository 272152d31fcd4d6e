/** What a data space asks of those who want to join: templates of the procedure, their rules and media types. */
@NullMarked
package eu.twintown.node.authority.onboarding.template;

import org.jspecify.annotations.NullMarked;
