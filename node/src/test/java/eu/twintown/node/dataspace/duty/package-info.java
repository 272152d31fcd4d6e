@NullMarked
package eu.twintown.node.dataspace.duty;

import org.jspecify.annotations.NullMarked;
