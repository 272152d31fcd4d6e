package eu.twintown.node.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.document.PolicyReader;
import java.util.List;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.RDF;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What can be had under an agreement, in the catalogue. */
class OfferGraphTest {
    private static final String PREFIXES = "prefix odrl: <" + Odrl.NS + "> prefix dcat: <" + DCAT.NS
            + "> prefix city: <https://twintown.eu/odrl/city/> ";

    private static List<String> ask(Model graph, String query) {
        try (QueryExecution execution = QueryExecutionFactory.create(PREFIXES + query, graph)) {
            return ResultSetFormatter.toList(execution.execSelect()).stream()
                    .map(row -> row.get("x"))
                    .map(node -> node.isLiteral() ? node.asLiteral().getLexicalForm() : node.toString())
                    .toList();
        }
    }

    @Test
    void anOfferIsADatasetWithItsPoliciesAndTheServiceWhereItIsNegotiated() {
        Model graph = ExampleCatalogue.withOffers().graph();

        assertThat(ask(graph, "select ?x { <urn:dataset:muenster:parking> odrl:hasPolicy ?x }"))
                .containsExactlyInAnyOrder("urn:uuid:offer-1", "urn:uuid:offer-2");
        assertThat(ask(graph, "select ?x { ?c a dcat:Catalog ; dcat:dataset ?x . ?x odrl:hasPolicy [] }"))
                .contains("urn:dataset:muenster:parking", "https://twin.muenster.example/datasets/counts");
        assertThat(
                        ask(
                                graph,
                                "select ?x { <urn:dataset:muenster:parking> dcat:distribution/dcat:accessService/dcat:endpointURL ?x }"))
                .containsExactly("http://127.0.0.1:8081/dsp");
        assertThat(ask(
                        graph,
                        "select ?x { <urn:uuid:offer-1> odrl:permission/odrl:constraint [ odrl:leftOperand"
                                + " city:temporalAggregation ; odrl:operator odrl:gteq ; odrl:rightOperand ?x ] }"))
                .containsExactly("PT1H");
    }

    @Test
    void aNodeWithoutOffersNamesNoServiceForThem() {
        Model graph = CatalogueGraph.of(ExampleCatalogue.NODE, List.of(), List.of(), List.of(), ExampleCatalogue.NOW);
        assertThat(ask(graph, "select ?x { ?x a dcat:DataService }"))
                .containsExactly("http://127.0.0.1:8081/catalogue#ngsi-ld");
    }

    @Test
    void everyPartOfAPolicyIsWritten() {
        Policy policy = PolicyReader.read((ObjectNode) JsonMapper.shared().readTree("""
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "uid": "urn:o", "conflict": "prohibit",
                 "profile": "urn:profile", "inheritFrom": "urn:parent",
                 "permission": [{"action": "use", "assignee": "urn:ghent",
                   "constraint": [{"or": {"@list": [
                     {"leftOperand": "count", "operator": "lteq", "rightOperand": 5},
                     {"leftOperand": "purpose", "operator": "eq", "rightOperand": {"@id": "urn:study"}}]}}],
                   "duty": [{"action": "delete", "consequence": [{"action": "compensate"}]}]}],
                 "prohibition": [{"action": [{"rdf:value": {"@id": "odrl:distribute"}, "refinement": [
                     {"leftOperand": "count", "operator": "gt", "rightOperand": 1}]}],
                   "remedy": [{"action": "inform"}]}]}"""));
        Model graph = ModelFactory.createDefaultModel();
        Resource resource = new PolicyGraph(graph).of(policy);

        assertThat(resource.hasProperty(RDF.type, graph.createResource(Odrl.NS + "Offer")))
                .isTrue();
        assertThat(ask(
                        graph,
                        "select ?x { <urn:o> odrl:permission/odrl:constraint/odrl:or/<" + RDF.rest + ">*/<" + RDF.first
                                + ">/odrl:leftOperand ?x }"))
                .containsExactlyInAnyOrder(Odrl.NS + "count", Odrl.NS + "purpose");
        assertThat(ask(graph, "select ?x { <urn:o> odrl:permission/odrl:duty/odrl:consequence/odrl:action ?x }"))
                .containsExactly(Odrl.NS + "compensate");
        assertThat(ask(graph, "select ?x { <urn:o> odrl:prohibition/odrl:action/<" + RDF.value + "> ?x }"))
                .containsExactly(Odrl.NS + "distribute");
        assertThat(ask(graph, "select ?x { <urn:o> odrl:prohibition/odrl:remedy/odrl:action ?x }"))
                .containsExactly(Odrl.NS + "inform");
        assertThat(ask(graph, "select ?x { <urn:o> odrl:conflict|odrl:profile|odrl:inheritFrom ?x }"))
                .containsExactlyInAnyOrder(Odrl.NS + "prohibit", "urn:profile", "urn:parent");
    }
}
