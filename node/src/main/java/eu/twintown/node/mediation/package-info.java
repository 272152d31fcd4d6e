/** Data models and mappings between them: units, coordinate systems, time zones, identifiers. */
@NullMarked
package eu.twintown.node.mediation;

import org.jspecify.annotations.NullMarked;
