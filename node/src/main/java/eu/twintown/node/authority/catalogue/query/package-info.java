/** Queries over the self-descriptions that a caller may see. */
@NullMarked
package eu.twintown.node.authority.catalogue.query;

import org.jspecify.annotations.NullMarked;
