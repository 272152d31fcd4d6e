/** The exchange with a connector of Eclipse EDC, in both directions, and what the node tolerates of it. */
@NullMarked
package eu.twintown.conformance.edc;

import org.jspecify.annotations.NullMarked;
