package eu.twintown.node.catalogue.simpl.description;

import eu.twintown.node.catalogue.simpl.check.Simpl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;

/**
 * What a dataset's DCAT-AP record says that a self-description needs; texts as they stand there.
 *
 * @param iri the dataset in the node's catalogue
 * @param language tag of the title's language
 * @param accessUrl where its first distribution is served
 * @param format name of that distribution's format, such as {@code JSON_LD}
 * @param licence IRI of the licence; empty where the record has none
 * @param page its landing page
 * @param apiDescription the OpenAPI document of the service that gives it out
 */
public record DatasetFacts(
        String iri,
        String title,
        String description,
        String language,
        List<String> keywords,
        String accessUrl,
        String format,
        Optional<String> licence,
        Optional<String> page,
        Optional<String> apiDescription) {

    /** All datasets of a catalogue, by IRI. */
    public static List<DatasetFacts> of(Model catalogue) {
        List<DatasetFacts> all = new ArrayList<>();
        catalogue.listResourcesWithProperty(RDF.type, DCAT.Dataset).forEach(dataset -> all.add(of(dataset)));
        all.sort(Comparator.comparing(DatasetFacts::iri));
        return all;
    }

    private static DatasetFacts of(Resource dataset) {
        List<Resource> distributions = new ArrayList<>();
        dataset.listProperties(DCAT.distribution).forEach(s -> distributions.add(s.getResource()));
        distributions.sort(Comparator.comparing(Resource::toString));
        Optional<Resource> first = distributions.stream().findFirst();
        String language = dataset.hasProperty(DCTerms.title)
                ? dataset.getProperty(DCTerms.title).getLanguage()
                : "";
        return new DatasetFacts(
                dataset.getURI(),
                text(dataset, DCTerms.title).orElse(dataset.getURI()),
                text(dataset, DCTerms.description).orElse(""),
                language.isEmpty() ? "en" : language,
                texts(dataset, DCAT.keyword),
                first.flatMap(d -> text(d, DCAT.accessURL)).orElse(dataset.getURI()),
                first.flatMap(d -> text(d, DCTerms.format))
                        .map(Simpl::localName)
                        .orElse("JSON"),
                distributions.stream()
                        .flatMap(d -> texts(d, DCTerms.license).stream())
                        .filter(iri -> iri.contains(":"))
                        .findFirst(),
                text(dataset, DCAT.landingPage),
                first.filter(d -> d.hasProperty(DCAT.accessService))
                        .map(d -> d.getPropertyResourceValue(DCAT.accessService))
                        .flatMap(service -> text(service, DCAT.endpointDescription)));
    }

    private static Optional<String> text(Resource resource, Property property) {
        return texts(resource, property).stream().findFirst();
    }

    private static List<String> texts(Resource resource, Property property) {
        List<String> texts = new ArrayList<>();
        resource.listProperties(property).forEach(statement -> {
            RDFNode value = statement.getObject();
            if (value.isLiteral()) {
                texts.add(value.asLiteral().getLexicalForm());
            } else if (value.isURIResource()) {
                texts.add(value.asResource().getURI());
            }
        });
        texts.sort(Comparator.naturalOrder());
        return texts;
    }
}
