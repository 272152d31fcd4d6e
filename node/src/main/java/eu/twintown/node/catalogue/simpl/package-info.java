/** The participant's side of a Simpl catalogue: datasets published as self-descriptions, searched, and checked by its schemas. */
@NullMarked
package eu.twintown.node.catalogue.simpl;

import org.jspecify.annotations.NullMarked;
