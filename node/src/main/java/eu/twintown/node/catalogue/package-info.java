/** DCAT-AP description of what the node holds. */
@NullMarked
package eu.twintown.node.catalogue;

import org.jspecify.annotations.NullMarked;
