/** Signed statements to the other side of an agreement: durable, sent again until they are taken. */
@NullMarked
package eu.twintown.node.dataspace.letter;

import org.jspecify.annotations.NullMarked;
