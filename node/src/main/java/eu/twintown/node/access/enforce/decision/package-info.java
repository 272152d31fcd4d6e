/** Decisions on requests under agreements: what they depend on, their outcome, and how each is explained. */
@NullMarked
package eu.twintown.node.access.enforce.decision;

import org.jspecify.annotations.NullMarked;
