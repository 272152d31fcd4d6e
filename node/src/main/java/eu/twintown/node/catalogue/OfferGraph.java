package eu.twintown.node.catalogue;

import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;

/** Describes what can be had under an agreement: a dataset with its offers, and where to negotiate. */
final class OfferGraph {
    private static final String RESTRICTED = Authority.BASE + "access-right/RESTRICTED";
    private static final String PROTOCOL = "https://w3id.org/dspace/2025/1";
    private static final String MEDIA_TYPES = "https://www.iana.org/assignments/media-types/";

    private final CataloguedNode node;
    private final Terms terms;
    private final Resource publisher;

    OfferGraph(CataloguedNode node, Terms terms, Resource publisher) {
        this.node = node;
        this.terms = terms;
        this.publisher = publisher;
    }

    /** The data service where agreements are negotiated. */
    Resource service() {
        return terms.typed(node.url("/catalogue#dataspace-protocol"), DCAT.DataService)
                .addProperty(DCTerms.title, "Agreements with " + node.title(), "en")
                .addProperty(
                        DCTerms.description,
                        "Catalogue, negotiation and transfer by the Dataspace Protocol 2025-1.",
                        "en")
                .addProperty(DCAT.endpointURL, terms.model().createResource(node.url("/dsp")))
                .addProperty(
                        DCAT.endpointDescription, terms.model().createResource(node.url("/.well-known/dspace-version")))
                .addProperty(DCTerms.conformsTo, terms.standard(PROTOCOL, "Dataspace Protocol 2025-1"))
                .addProperty(DCTerms.publisher, publisher)
                .addProperty(DCAT.keyword, "dataspace", "en")
                .addProperty(DCAT.theme, terms.theme(Authority.theme("")));
    }

    Resource dataset(CataloguedOffer offer, Resource service) {
        Resource dataset = terms.typed(offer.id(), DCAT.Dataset)
                .addProperty(DCTerms.title, offer.title(), "en")
                .addProperty(
                        DCTerms.description, offer.description().isBlank() ? offer.title() : offer.description(), "en")
                .addProperty(DCTerms.identifier, offer.id())
                .addProperty(DCTerms.publisher, publisher)
                .addProperty(DCTerms.modified, terms.dateTime(offer.changedAt()))
                .addProperty(DCTerms.accessRights, terms.typed(RESTRICTED, DCTerms.RightsStatement))
                .addProperty(DCTerms.spatial, terms.typed(Authority.country(node.country()), DCTerms.Location))
                .addProperty(
                        DCTerms.provenance,
                        terms.statement(
                                DCTerms.ProvenanceStatement,
                                "Put together and offered by the node of " + node.title() + "."));
        offer.mediaType()
                .map(OfferGraph::bare)
                .ifPresent(type -> dataset.addProperty(
                        DCTerms.conformsTo, terms.standard(MEDIA_TYPES + type, "Media type " + type)));
        if (offer.types().isEmpty()) {
            dataset.addProperty(DCAT.theme, terms.theme(Authority.theme("")));
        }
        offer.types().forEach(type -> dataset.addProperty(DCAT.theme, terms.theme(Authority.theme(type)))
                .addProperty(DCTerms.conformsTo, terms.standard(type, localName(type)))
                .addProperty(DCAT.keyword, localName(type), "en"));
        PolicyGraph policies = new PolicyGraph(terms.model());
        offer.policies().forEach(policy -> dataset.addProperty(PolicyGraph.HAS_POLICY, policies.of(policy)));
        return dataset.addProperty(DCAT.distribution, distribution(offer, service));
    }

    private Resource distribution(CataloguedOffer offer, Resource service) {
        String type = offer.mediaType().map(OfferGraph::bare).orElse("application/ld+json");
        Resource distribution = terms.typed(offer.id() + "#under-agreement", DCAT.Distribution)
                .addProperty(DCTerms.title, "Under an agreement", "en")
                .addProperty(
                        DCTerms.description,
                        "Negotiate one of the offers by the Dataspace Protocol; the agreement opens the data.",
                        "en")
                .addProperty(DCAT.accessURL, terms.model().createResource(node.url("/dsp")))
                .addProperty(DCAT.accessService, service)
                .addProperty(DCAT.mediaType, terms.typed(MEDIA_TYPES + type, DCTerms.MediaType))
                .addProperty(
                        DCTerms.rights,
                        terms.statement(DCTerms.RightsStatement, "As the agreement says; see the offers."));
        if (offer.mediaType().isEmpty()) {
            distribution.addProperty(DCTerms.format, terms.typed(Authority.JSON_LD, DCTerms.MediaTypeOrExtent));
        }
        return distribution;
    }

    private static String bare(String mediaType) {
        return mediaType.split(";", 2)[0].strip();
    }

    private static String localName(String iri) {
        return iri.substring(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
    }
}
