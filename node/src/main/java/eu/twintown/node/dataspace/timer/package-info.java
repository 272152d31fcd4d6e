/** Things to do at a given moment, without looking again and again. */
@NullMarked
package eu.twintown.node.dataspace.timer;

import org.jspecify.annotations.NullMarked;
