@NullMarked
package eu.twintown.node.dataspace.usage;

import org.jspecify.annotations.NullMarked;
