@NullMarked
package eu.twintown.node.join;

import org.jspecify.annotations.NullMarked;
