/** Tests of policies as JSON-LD. */
@NullMarked
package eu.twintown.kernel.policy.document;

import org.jspecify.annotations.NullMarked;
