package eu.twintown.node.mediation.mapping;

/** What a source answers with. */
public enum SourceKind {
    JSON,
    GEOJSON,
    CSV
}
