/** GeoJSON geometries and the spatial relations between them. */
@NullMarked
package eu.twintown.kernel.geo;

import org.jspecify.annotations.NullMarked;
