package eu.twintown.node.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.VOID;
import org.junit.jupiter.api.Test;

class CatalogueGraphTest {
    private final Model model = ExampleCatalogue.catalogue().graph();

    @Test
    void hasEveryMandatoryPropertyOfDcatAp() {
        assertThat(violations(model)).isEmpty();
        assertThat(violations(ExampleCatalogue.withOffers().graph())).isEmpty();
    }

    @Test
    void theShapesFindWhatIsMissing() {
        model.removeAll(null, DCAT.accessURL, null);
        model.removeAll(null, DCTerms.publisher, null);

        assertThat(violations(model)).hasSizeGreaterThan(10);
    }

    @Test
    void hasADatasetForEachSourceAndTypeAndForWhatNoSourceGives() {
        assertThat(model.listSubjectsWithProperty(org.apache.jena.vocabulary.RDF.type, DCAT.Dataset)
                        .mapWith(Resource::getURI)
                        .toList())
                .containsExactlyInAnyOrder(
                        "http://127.0.0.1:8081/catalogue#muenster-parking-OffStreetParking",
                        "http://127.0.0.1:8081/catalogue#muenster-counters-TrafficFlowObserved",
                        "http://127.0.0.1:8081/catalogue#muenster-air-AirQualityObserved",
                        "http://127.0.0.1:8081/catalogue#api-Bench");
    }

    @Test
    void anUnconfirmedLicenceSaysSoAndAConfirmedOneDoesNot() {
        assertThat(rights("muenster-parking-OffStreetParking"))
                .startsWith("Licence unconfirmed: Datenlizenz Deutschland Namensnennung 2.0")
                .endsWith("Attribution: Stadt Münster.");
        assertThat(rights("muenster-counters-TrafficFlowObserved"))
                .contains("as stated by the publisher")
                .doesNotContain("unconfirmed");
        assertThat(object(distribution("muenster-counters-TrafficFlowObserved"), DCTerms.license)
                        .asResource()
                        .getURI())
                .isEqualTo("https://www.govdata.de/dl-de/by-2-0");
        assertThat(rights("api-Bench")).isEqualTo("No licence is stated.");
    }

    @Test
    void numberPlaceAndTimeComeFromTheLiveData() {
        Resource parking = dataset("muenster-parking-OffStreetParking");
        Resource period = object(parking, DCTerms.temporal).asResource();

        assertThat(object(parking, VOID.entities).asLiteral().getLong()).isEqualTo(18);
        assertThat(object(dataset("muenster-air-AirQualityObserved"), VOID.entities)
                        .asLiteral()
                        .getLong())
                .isZero();
        assertThat(object(period, DCAT.startDate).asLiteral().getLexicalForm()).isEqualTo("2026-11-15T16:00:01Z");
        assertThat(object(period, DCAT.endDate).asLiteral().getLexicalForm()).isEqualTo("2026-11-22T15:55:01Z");
        assertThat(model.listObjectsOfProperty(DCAT.bbox)
                        .mapWith(box -> box.asLiteral().getLexicalForm())
                        .toList())
                .containsExactly("POLYGON((7.6 51.94,7.64 51.94,7.64 51.97,7.6 51.97,7.6 51.94))");
        assertThat(dataset("muenster-air-AirQualityObserved").hasProperty(DCTerms.temporal))
                .isFalse();
    }

    @Test
    void frequencyThemeAndModelFitTheSource() {
        Resource counters = dataset("muenster-counters-TrafficFlowObserved");

        assertThat(object(counters, DCTerms.accrualPeriodicity).asResource().getURI())
                .endsWith("/frequency/UPDATE_CONT");
        assertThat(object(counters, DCAT.temporalResolution).asLiteral().getLexicalForm())
                .isEqualTo("PT15M");
        assertThat(object(counters, DCAT.theme).asResource().getURI()).endsWith("/data-theme/TRAN");
        assertThat(object(counters, DCTerms.conformsTo).asResource().getURI()).isEqualTo(ExampleCatalogue.TRAFFIC);
        Resource air = dataset("muenster-air-AirQualityObserved");
        assertThat(object(air, DCTerms.accrualPeriodicity).asResource().getURI())
                .endsWith("/frequency/IRREG");
        assertThat(object(air, DCAT.theme).asResource().getURI()).endsWith("/data-theme/ENVI");
    }

    @Test
    void distributionsLeadToTheApi() {
        assertThat(model.listObjectsOfProperty(dataset("muenster-parking-OffStreetParking"), DCAT.distribution)
                        .mapWith(node ->
                                object(node.asResource(), DCAT.accessURL).toString())
                        .toList())
                .contains(
                        "http://127.0.0.1:8081/ngsi-ld/v1/entities?type="
                                + "https%3A%2F%2Fsmartdatamodels.org%2FdataModel.Parking%2FOffStreetParking",
                        "http://127.0.0.1:8081/ngsi-ld/v1/temporal/entities?type="
                                + "https%3A%2F%2Fsmartdatamodels.org%2FdataModel.Parking%2FOffStreetParking");
        assertThat(model.listObjectsOfProperty(DCAT.endpointURL)
                        .mapWith(RDFNode::toString)
                        .toList())
                .containsExactly("http://127.0.0.1:8081/ngsi-ld/v1");
    }

    @Test
    void aTitleWithOddSignsMakesNoBrokenIri() {
        CataloguedSource odd = new CataloguedSource(
                "odd",
                "Odd \"source\" <1>",
                ExampleCatalogue.CONFIRMED.origin(),
                List.of("urn:x:A B"),
                "None",
                java.util.Optional.empty(),
                false,
                "A & B <c>",
                "A & B <c>",
                java.util.Optional.empty());

        Model graph =
                CatalogueGraph.of(ExampleCatalogue.NODE, List.of(odd), List.of(), List.of(), ExampleCatalogue.NOW);

        Model again = ModelFactory.createDefaultModel();
        String turtle = new String(CatalogueFormat.TURTLE.write(graph), java.nio.charset.StandardCharsets.UTF_8);
        again.read(new java.io.StringReader(turtle), null, "TURTLE");
        assertThat(violations(again)).isEmpty();
    }

    private static List<String> violations(Model model) {
        Graph shapes = RDFDataMgr.loadGraph(
                CatalogueGraphTest.class.getResource("mandatory.ttl").toString(), Lang.TURTLE);
        ValidationReport report = ShaclValidator.get().validate(shapes, model.getGraph());
        return report.getEntries().stream()
                .map(entry -> entry.focusNode() + " " + entry.resultPath() + " " + entry.message())
                .toList();
    }

    private Resource dataset(String id) {
        return model.createResource("http://127.0.0.1:8081/catalogue#" + id);
    }

    private Resource distribution(String id) {
        return object(dataset(id), DCAT.distribution).asResource();
    }

    private String rights(String id) {
        Resource rights = object(distribution(id), DCTerms.rights).asResource();
        return rights.getProperty(RDFS.label).getString();
    }

    private RDFNode object(Resource subject, Property property) {
        return model.listObjectsOfProperty(subject, property).next();
    }
}
