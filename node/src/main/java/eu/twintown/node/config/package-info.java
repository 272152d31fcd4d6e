/** The node's configuration file: reading it, and saying what is wrong with it. */
@NullMarked
package eu.twintown.node.config;

import org.jspecify.annotations.NullMarked;
