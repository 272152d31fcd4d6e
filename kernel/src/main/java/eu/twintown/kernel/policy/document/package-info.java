/** Policies and compliance reports as JSON-LD documents, in and out. */
@NullMarked
package eu.twintown.kernel.policy.document;

import org.jspecify.annotations.NullMarked;
