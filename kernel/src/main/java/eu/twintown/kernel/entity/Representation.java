package eu.twintown.kernel.entity;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How entities are to be written (ETSI GS CIM 009 V1.9.1, clauses 4.5.2 to 4.5.16, 4.21).
 *
 * @param format normalised, concise, simplified or GeoJSON
 * @param geoJsonContent inside GeoJSON: the format of the properties
 * @param sysAttrs whether createdAt, modifiedAt are written
 * @param pick expanded names of the members to write; empty = all. May contain id, type, scope
 * @param omit expanded names of the members to leave out
 * @param lang natural language filter (clause 4.15): language properties become properties of the best match
 * @param datasetIds instances to keep ({@code @none} = the default one); empty = all
 * @param geometryProperty expanded name of the GeoProperty that becomes the GeoJSON geometry
 */
public record Representation(
        Format format,
        Format geoJsonContent,
        boolean sysAttrs,
        Set<String> pick,
        Set<String> omit,
        @Nullable String lang,
        Set<String> datasetIds,
        String geometryProperty) {

    public static final String LOCATION = "https://uri.etsi.org/ngsi-ld/location";

    public static final Representation NORMALIZED = of(Format.NORMALIZED);

    public enum Format {
        NORMALIZED,
        CONCISE,
        SIMPLIFIED,
        GEOJSON
    }

    public static Representation of(Format format) {
        return new Representation(format, Format.NORMALIZED, false, Set.of(), Set.of(), null, Set.of(), LOCATION);
    }
}
