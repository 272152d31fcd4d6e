package eu.twintown.kernel.policy.text;

import static org.assertj.core.api.Assertions.assertThat;

import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.city.CityProfile;
import java.io.StringReader;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.SKOS;
import org.junit.jupiter.api.Test;

/** The published profile, read as RDF. */
class ProfileDocumentTest {

    @Test
    void everyTermOfTheProfileHasItsTypeAndFiveLabels() {
        Model model = ModelFactory.createDefaultModel();
        RDFDataMgr.read(model, new StringReader(ProfileDocument.write().toString()), CityProfile.NS, Lang.JSONLD);

        for (String operand : CityProfile.OPERANDS) {
            assertThat(model.contains(
                            model.createResource(operand), RDF.type, model.createResource(Odrl.NS + "LeftOperand")))
                    .as(operand)
                    .isTrue();
            assertThat(model.listObjectsOfProperty(model.createResource(operand), SKOS.prefLabel)
                            .toList())
                    .hasSize(5);
        }
        assertThat(model.contains(
                        model.createResource(CityProfile.SHARE_ONWARD),
                        model.createProperty(Odrl.NS, "includedIn"),
                        model.createResource(Odrl.NS + "distribute")))
                .isTrue();
        assertThat(model.listSubjectsWithProperty(SKOS.inScheme).toList()).hasSize(CityProfile.OPERANDS.size() + 4);
    }
}
