/** Whole nodes for the steps of the acceptance script that are about agreements. */
@NullMarked
package eu.twintown.node.cli.check;

import org.jspecify.annotations.NullMarked;
