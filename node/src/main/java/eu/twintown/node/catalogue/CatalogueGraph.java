package eu.twintown.node.catalogue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.SKOS;

/**
 * The catalogue of one node as DCAT-AP 3: the node's data service, and a dataset for each pair of source and entity type;
 * types that were written through the API without a source have a dataset, too, and so has what can be had under an
 * agreement. Datasets whose entities are not there
 * (yet) are told all the same, with what is known of them.
 */
final class CatalogueGraph {
    private static final String NGSI_LD =
            "https://www.etsi.org/deliver/etsi_gs/CIM/001_099/009/01.09.01_60/gs_CIM009v010901p.pdf";

    private final CataloguedNode node;
    private final Model model = ModelFactory.createDefaultModel();
    private final Terms terms = new Terms(model);

    private CatalogueGraph(CataloguedNode node) {
        this.node = node;
    }

    /** Describes the node at this time. */
    static Model of(
            CataloguedNode node,
            List<CataloguedSource> sources,
            List<Holding> holdings,
            List<CataloguedOffer> offers,
            Instant now) {
        CatalogueGraph graph = new CatalogueGraph(node);
        graph.describe(sources, holdings, now);
        if (!offers.isEmpty()) {
            graph.describe(offers);
        }
        return graph.model;
    }

    private void describe(List<CataloguedOffer> offers) {
        Resource catalogue = model.createResource(node.url("/catalogue"));
        Resource publisher = terms.agent(node.url("/catalogue#publisher"), node.title());
        OfferGraph graph = new OfferGraph(node, terms, publisher);
        Resource service = graph.service();
        catalogue.addProperty(DCAT.service, service);
        offers.forEach(offer -> add(catalogue, service, graph.dataset(offer, service), offer.changedAt()));
    }

    private void describe(List<CataloguedSource> sources, List<Holding> holdings, Instant now) {
        Resource publisher = terms.agent(node.url("/catalogue#publisher"), node.title());
        Resource service = service(publisher);
        Resource catalogue = catalogue(publisher, service, now);
        DatasetGraph datasets = new DatasetGraph(node, terms, service);
        Set<String> told = new HashSet<>();
        for (CataloguedSource source : sources) {
            for (String type : source.entityTypes()) {
                told.add(type);
                Holding holding = holdings.stream()
                        .filter(held -> held.type().equals(type))
                        .findFirst()
                        .orElse(DatasetGraph.nothing(type));
                add(
                        catalogue,
                        service,
                        datasets.fromSource(source, holding),
                        holding.last().orElse(node.since()));
            }
        }
        holdings.stream()
                .filter(held -> !told.contains(held.type()))
                .forEach(held -> add(
                        catalogue,
                        service,
                        datasets.writtenByApi(publisher, held),
                        held.last().orElse(node.since())));
    }

    private Resource catalogue(Resource publisher, Resource service, Instant now) {
        Resource catalogue = model.createResource(node.url("/catalogue"), DCAT.Catalog);
        catalogue
                .addProperty(DCTerms.title, "Catalogue of " + node.title(), "en")
                .addProperty(
                        DCTerms.description,
                        "What the Twintown node of " + node.title()
                                + " holds and serves: live entities and their history, by source and entity type.",
                        "en")
                .addProperty(DCTerms.publisher, publisher)
                .addProperty(FOAF.homepage, terms.typed(node.url("/"), FOAF.Document))
                .addProperty(DCTerms.language, terms.typed(Authority.ENGLISH, DCTerms.LinguisticSystem))
                .addProperty(DCTerms.spatial, terms.typed(Authority.country(node.country()), DCTerms.Location))
                .addProperty(DCTerms.issued, terms.dateTime(node.since()))
                .addProperty(DCTerms.modified, terms.dateTime(now.truncatedTo(ChronoUnit.SECONDS)))
                .addProperty(DCAT.service, service);
        Resource themes =
                terms.typed(Authority.THEMES, SKOS.ConceptScheme).addProperty(DCTerms.title, "Data theme", "en");
        return catalogue.addProperty(DCAT.themeTaxonomy, themes);
    }

    private Resource service(Resource publisher) {
        return model.createResource(node.url("/catalogue#ngsi-ld"), DCAT.DataService)
                .addProperty(DCTerms.title, "NGSI-LD API of " + node.title(), "en")
                .addProperty(
                        DCTerms.description,
                        "Entities and their history, by query and by subscription (ETSI GS CIM 009 V1.9.1).",
                        "en")
                .addProperty(DCAT.endpointURL, model.createResource(node.url("/ngsi-ld/v1")))
                .addProperty(DCAT.endpointDescription, model.createResource(node.url("/openapi.json")))
                .addProperty(DCTerms.conformsTo, terms.standard(NGSI_LD, "NGSI-LD API, ETSI GS CIM 009 V1.9.1"))
                .addProperty(DCTerms.publisher, publisher)
                .addProperty(DCAT.keyword, "NGSI-LD", "en")
                .addProperty(DCAT.theme, terms.theme(Authority.theme("")));
    }

    private void add(Resource catalogue, Resource service, Resource dataset, Instant modified) {
        catalogue.addProperty(DCAT.dataset, dataset);
        service.addProperty(DCAT.servesDataset, dataset);
        dataset.listProperties(DCAT.theme)
                .toList()
                .forEach(theme -> service.addProperty(DCAT.theme, theme.getObject()));
        Resource record = model.createResource(dataset.getURI() + "-record")
                .addProperty(RDF.type, DCAT.CatalogRecord)
                .addProperty(DCTerms.modified, model.createTypedLiteral(modified.toString(), XSDDatatype.XSDdateTime))
                .addProperty(DCTerms.issued, terms.dateTime(node.since()))
                .addProperty(FOAF.primaryTopic, dataset);
        catalogue.addProperty(DCAT.record, record);
    }
}
