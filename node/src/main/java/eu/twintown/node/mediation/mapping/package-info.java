/** Declarative mappings: files that say how records of a source become NGSI-LD entities. */
@NullMarked
package eu.twintown.node.mediation.mapping;

import org.jspecify.annotations.NullMarked;
