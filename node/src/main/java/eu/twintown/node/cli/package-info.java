/** The commands: serve, check, demo and their help. */
@NullMarked
package eu.twintown.node.cli;

import org.jspecify.annotations.NullMarked;
