package eu.twintown.node.catalogue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.SKOS;
import org.apache.jena.vocabulary.VOID;

/** Describes one dataset with its distributions. A licence that the publisher does not state is called unconfirmed. */
final class DatasetGraph {
    private static final String STABLE = "http://publications.europa.eu/resource/authority/planned-availability/STABLE";
    private static final String MEDIA_TYPES = "https://www.iana.org/assignments/media-types/";

    private final CataloguedNode node;
    private final Terms terms;
    private final Resource service;

    DatasetGraph(CataloguedNode node, Terms terms, Resource service) {
        this.node = node;
        this.terms = terms;
        this.service = service;
    }

    static Holding nothing(String type) {
        return new Holding(type, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Entities of one type that come from a source. */
    Resource fromSource(CataloguedSource source, Holding holding) {
        String name = localName(holding.type());
        Resource publisher =
                terms.agent(node.url("/catalogue#agent-" + encode(source.publisher())), source.publisher());
        Resource dataset = dataset(source.id() + "-" + name, source.title(), publisher, holding)
                .addProperty(
                        DCTerms.description,
                        source.title() + ", as " + name + " entities with their history. Attribution: "
                                + source.attribution() + ". Read from " + source.origin() + ".",
                        "en")
                .addProperty(DCTerms.identifier, source.id())
                .addProperty(DCAT.landingPage, terms.typed(source.origin().toString(), FOAF.Document))
                .addProperty(
                        DCTerms.accrualPeriodicity, terms.typed(Authority.frequency(source.every()), DCTerms.Frequency))
                .addProperty(
                        DCTerms.provenance,
                        terms.statement(
                                DCTerms.ProvenanceStatement,
                                "Published by " + source.publisher() + " at " + source.origin()
                                        + "; read, mapped to the data model " + name + " and checked by the node of "
                                        + node.title() + ". Entities that several sources describe are merged; each"
                                        + " entity's attribute 'provenance' names them."));
        source.every()
                .ifPresent(every -> dataset.addProperty(
                        DCAT.temporalResolution,
                        terms.model().createTypedLiteral(every.toString(), XSDDatatype.XSDduration)));
        distributions(dataset, holding.type(), distribution -> license(distribution, source));
        return dataset;
    }

    /** Entities of one type that no source gives. */
    Resource writtenByApi(Resource publisher, Holding holding) {
        String name = localName(holding.type());
        Resource dataset = dataset("api-" + name, name + " entities written through the API", publisher, holding)
                .addProperty(
                        DCTerms.description,
                        name + " entities that were written through the NGSI-LD API of this node.",
                        "en")
                .addProperty(
                        DCTerms.provenance,
                        terms.statement(
                                DCTerms.ProvenanceStatement,
                                "Written by clients of this node through its NGSI-LD API."));
        distributions(
                dataset,
                holding.type(),
                distribution -> distribution.addProperty(
                        DCTerms.rights, terms.statement(DCTerms.RightsStatement, "No licence is stated.")));
        return dataset;
    }

    private Resource dataset(String id, String title, Resource publisher, Holding holding) {
        String name = localName(holding.type());
        Authority.Theme theme = Authority.theme(holding.type());
        Resource dataset = terms.typed(node.url("/catalogue#" + encode(id)), DCAT.Dataset)
                .addProperty(DCTerms.title, title, "en")
                .addProperty(DCTerms.publisher, publisher)
                .addProperty(DCAT.theme, terms.theme(theme))
                .addProperty(DCAT.keyword, name, "en")
                .addLiteral(VOID.entities, holding.count())
                .addProperty(DCTerms.conformsTo, terms.standard(holding.type(), name))
                .addProperty(DCTerms.accessRights, publicAccess())
                .addProperty(DCTerms.spatial, terms.typed(Authority.country(node.country()), DCTerms.Location));
        holding.area().ifPresent(area -> dataset.addProperty(DCTerms.spatial, terms.location(area)));
        holding.first().ifPresent(first -> dataset.addProperty(DCTerms.temporal, period(holding)));
        holding.last().ifPresent(last -> dataset.addProperty(DCTerms.modified, terms.dateTime(last)));
        return dataset;
    }

    private Resource period(Holding holding) {
        Resource period = terms.model()
                .createResource()
                .addProperty(RDF.type, DCTerms.PeriodOfTime)
                .addProperty(DCAT.startDate, terms.dateTime(holding.first().orElseThrow()));
        holding.last().ifPresent(last -> period.addProperty(DCAT.endDate, terms.dateTime(last)));
        return period;
    }

    private Resource publicAccess() {
        return terms.typed(Authority.PUBLIC, DCTerms.RightsStatement);
    }

    private void distributions(Resource dataset, String type, Consumer<Resource> rights) {
        String query = "?type=" + encode(type);
        distribution(dataset, "current", "Current entities, NGSI-LD", "/ngsi-ld/v1/entities" + query, false, rights);
        distribution(dataset, "geojson", "Current entities, GeoJSON", "/ngsi-ld/v1/entities" + query, true, rights);
        distribution(dataset, "history", "History, NGSI-LD", "/ngsi-ld/v1/temporal/entities" + query, false, rights);
    }

    private void distribution(
            Resource dataset, String name, String title, String path, boolean geoJson, Consumer<Resource> rights) {
        String mediaType = geoJson ? "application/geo+json" : "application/ld+json";
        Resource distribution = terms.typed(dataset.getURI() + "-" + name, DCAT.Distribution)
                .addProperty(DCTerms.title, title, "en")
                .addProperty(DCTerms.description, title + ", page by page through the node's API.", "en")
                .addProperty(DCAT.accessURL, terms.model().createResource(node.url(path)))
                .addProperty(DCAT.accessService, service)
                .addProperty(
                        DCTerms.format,
                        terms.typed(geoJson ? Authority.GEOJSON : Authority.JSON_LD, DCTerms.MediaTypeOrExtent))
                .addProperty(DCAT.mediaType, terms.typed(MEDIA_TYPES + mediaType, DCTerms.MediaType))
                .addProperty(
                        Terms.AVAILABILITY,
                        terms.typed(STABLE, SKOS.Concept).addProperty(SKOS.prefLabel, "stable", "en"));
        rights.accept(distribution);
        dataset.addProperty(DCAT.distribution, distribution);
    }

    private void license(Resource distribution, CataloguedSource source) {
        String title = source.licenceConfirmed() ? source.licenceTitle() : source.licenceTitle() + " (unconfirmed)";
        Resource license = source.licenceUrl()
                .map(url -> terms.typed(url.toString(), DCTerms.LicenseDocument))
                .orElseGet(() -> terms.model().createResource().addProperty(RDF.type, DCTerms.LicenseDocument));
        distribution.addProperty(DCTerms.license, license.addProperty(DCTerms.title, source.licenceTitle(), "en"));
        String confirmation = source.licenceConfirmed()
                ? title + ", as stated by the publisher."
                : "Licence unconfirmed: " + source.licenceTitle()
                        + " is the publisher's known licence, but the publisher does not state it with these data.";
        distribution.addProperty(
                DCTerms.rights,
                terms.statement(DCTerms.RightsStatement, confirmation + " Attribution: " + source.attribution() + "."));
    }

    private static String localName(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
