/** The part of entities that somebody may see: a restriction, and what entities look like through it. */
@NullMarked
package eu.twintown.kernel.view;

import org.jspecify.annotations.NullMarked;
