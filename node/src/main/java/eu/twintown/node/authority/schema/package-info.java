/** The schema manager of a sandbox authority: shapes and vocabularies in versions, and who is told of their changes. */
@NullMarked
package eu.twintown.node.authority.schema;

import org.jspecify.annotations.NullMarked;
