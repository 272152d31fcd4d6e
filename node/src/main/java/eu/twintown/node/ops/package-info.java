/** Health, metrics and the management API that the console uses. */
@NullMarked
package eu.twintown.node.ops;

import org.jspecify.annotations.NullMarked;
