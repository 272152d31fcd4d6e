package eu.twintown.node.catalogue;

import java.time.Instant;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.rdf.model.Literal;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.VOID;
import org.apache.jena.vocabulary.XSD;

/** Small pieces of RDF that catalogue entries are made of. Each named thing carries its type, as DCAT-AP's ranges ask. */
final class Terms {
    static final Property AVAILABILITY = ResourceFactory.createProperty("http://data.europa.eu/r5r/availability");

    private static final String WKT = "http://www.opengis.net/ont/geosparql#wktLiteral";

    private final Model model;

    Terms(Model model) {
        this.model = model;
        model.setNsPrefix("dcat", DCAT.NS);
        model.setNsPrefix("dct", DCTerms.NS);
        model.setNsPrefix("foaf", FOAF.NS);
        model.setNsPrefix("skos", SKOS.uri);
        model.setNsPrefix("rdfs", RDFS.uri);
        model.setNsPrefix("xsd", XSD.NS);
        model.setNsPrefix("dcatap", "http://data.europa.eu/r5r/");
        model.setNsPrefix("void", VOID.NS);
        model.setNsPrefix("geo", "http://www.opengis.net/ont/geosparql#");
    }

    Model model() {
        return model;
    }

    Resource typed(String iri, Resource type) {
        return model.createResource(iri).addProperty(RDF.type, type);
    }

    /** A nameless thing with a text. */
    Resource statement(Resource type, String text) {
        return model.createResource().addProperty(RDF.type, type).addProperty(RDFS.label, text, "en");
    }

    Resource agent(String iri, String name) {
        return typed(iri, FOAF.Agent).addProperty(FOAF.name, name);
    }

    Resource standard(String iri, String title) {
        return typed(iri, DCTerms.Standard).addProperty(DCTerms.title, title, "en");
    }

    Resource theme(Authority.Theme theme) {
        return typed(theme.iri(), SKOS.Concept)
                .addProperty(SKOS.prefLabel, theme.label(), "en")
                .addProperty(SKOS.inScheme, model.createResource(Authority.THEMES));
    }

    Resource location(Holding.Area area) {
        return model.createResource()
                .addProperty(RDF.type, DCTerms.Location)
                .addProperty(
                        DCAT.bbox,
                        model.createTypedLiteral(
                                area.wkt(),
                                org.apache.jena.datatypes.TypeMapper.getInstance()
                                        .getSafeTypeByName(WKT)));
    }

    Literal dateTime(Instant time) {
        return model.createTypedLiteral(time.toString(), XSDDatatype.XSDdateTime);
    }
}
