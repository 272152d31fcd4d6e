@NullMarked
package eu.twintown.node.dataspace.copy;

import org.jspecify.annotations.NullMarked;
