/** Credentials held against the JSON Schemas that they name. */
@NullMarked
package eu.twintown.node.trust.schema;

import org.jspecify.annotations.NullMarked;
