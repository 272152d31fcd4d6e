/** Makes Simpl self-descriptions out of datasets of the node's own catalogue. */
@NullMarked
package eu.twintown.node.catalogue.simpl.description;

import org.jspecify.annotations.NullMarked;
