/** What this node offers: datasets and the policies under which they can be had. */
@NullMarked
package eu.twintown.node.dataspace.dataset;

import org.jspecify.annotations.NullMarked;
