/** The enforcement point: who may do what. */
@NullMarked
package eu.twintown.node.access;

import org.jspecify.annotations.NullMarked;
