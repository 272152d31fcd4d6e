/** Entities and attributes, their stored form, representations, and the rules by which one changes another. */
@NullMarked
package eu.twintown.kernel.entity;

import org.jspecify.annotations.NullMarked;
