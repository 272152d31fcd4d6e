/** Whether an agreement gives what it promises. */
@NullMarked
package eu.twintown.node.dataspace.supply;

import org.jspecify.annotations.NullMarked;
