package eu.twintown.node.mediation.mapping;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One record of a source's answer, as it came.
 *
 * @param content a JSON value, a GeoJSON feature, or a row of CSV as an object of its cells by column name
 * @param shared values of the whole answer, by the names of the mapping's {@code shared}
 * @param pointer where it stood in the answer: a JSON pointer, or the line of a CSV file
 */
public record RawRecord(JsonNode content, ObjectNode shared, String pointer) {}
