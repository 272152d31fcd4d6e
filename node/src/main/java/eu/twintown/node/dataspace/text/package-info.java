/** Words of the data space's rooms in five languages. */
@NullMarked
package eu.twintown.node.dataspace.text;

import org.jspecify.annotations.NullMarked;
