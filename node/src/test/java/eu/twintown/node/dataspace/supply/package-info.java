@NullMarked
package eu.twintown.node.dataspace.supply;

import org.jspecify.annotations.NullMarked;
