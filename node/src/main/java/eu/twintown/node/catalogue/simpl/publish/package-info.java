/** Speaks to the authority's catalogue and schema manager, and keeps what was published there up to date. */
@NullMarked
package eu.twintown.node.catalogue.simpl.publish;

import org.jspecify.annotations.NullMarked;
