@NullMarked
package eu.twintown.node.dataspace.timer;

import org.jspecify.annotations.NullMarked;
