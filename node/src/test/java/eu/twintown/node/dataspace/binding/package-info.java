@NullMarked
package eu.twintown.node.dataspace.binding;

import org.jspecify.annotations.NullMarked;
