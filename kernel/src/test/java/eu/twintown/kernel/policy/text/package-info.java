/** Tests of templates and of policies in words. */
@NullMarked
package eu.twintown.kernel.policy.text;

import org.jspecify.annotations.NullMarked;
