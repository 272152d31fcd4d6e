/** What the tests of the data space's rooms share. */
@NullMarked
package eu.twintown.node.dataspace;

import org.jspecify.annotations.NullMarked;
