/** The program: one process beside one city's twin. */
@NullMarked
package eu.twintown.node;

import org.jspecify.annotations.NullMarked;
