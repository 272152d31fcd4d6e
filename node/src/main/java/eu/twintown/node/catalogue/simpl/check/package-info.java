/** Checks self-descriptions by SHACL shapes. */
@NullMarked
package eu.twintown.node.catalogue.simpl.check;

import org.jspecify.annotations.NullMarked;
