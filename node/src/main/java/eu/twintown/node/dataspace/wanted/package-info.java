/** Requests for data that no catalogue offers: asked, answered, refused or turned into an offer (MIM3, C7). */
@NullMarked
package eu.twintown.node.dataspace.wanted;

import org.jspecify.annotations.NullMarked;
