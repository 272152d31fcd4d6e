/** Policies in words: templates that a data steward picks from, and any policy sentence by sentence. */
@NullMarked
package eu.twintown.kernel.policy.text;

import org.jspecify.annotations.NullMarked;
