@NullMarked
package eu.twintown.node.dataspace.letter;

import org.jspecify.annotations.NullMarked;
