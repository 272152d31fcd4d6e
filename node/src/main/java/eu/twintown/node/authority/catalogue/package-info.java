/** The catalogue of a sandbox authority: self-descriptions of all participants, checked, kept, found and revoked. */
@NullMarked
package eu.twintown.node.authority.catalogue;

import org.jspecify.annotations.NullMarked;
