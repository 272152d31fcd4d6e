package eu.twintown.node.catalogue;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFFormat;

/** The forms in which the catalogue is served. */
enum CatalogueFormat {
    JSON_LD("jsonld", "application/ld+json"),
    TURTLE("ttl", "text/turtle");

    private final String parameter;
    private final String mediaType;

    CatalogueFormat(String parameter, String mediaType) {
        this.parameter = parameter;
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** The form that stands in {@code ?format=}. */
    static Optional<CatalogueFormat> named(String parameter) {
        for (CatalogueFormat format : values()) {
            if (format.parameter.equals(parameter)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    byte[] write(Model model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RDFDataMgr.write(out, model, this == TURTLE ? RDFFormat.TURTLE_PRETTY : RDFFormat.JSONLD11_PRETTY);
        return out.toByteArray();
    }
}
