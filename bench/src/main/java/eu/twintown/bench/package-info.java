/** Figures of the node, each beside a yardstick measured in the same run: JMH, load over HTTP, start and memory. */
@NullMarked
package eu.twintown.bench;

import org.jspecify.annotations.NullMarked;
