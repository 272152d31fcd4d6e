package eu.twintown.kernel.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CoreContextTest {

    private static JsonNode terms(String version) {
        return CoreContext.document(version).path("@context");
    }

    /** Numbers of terms as counted in the published documents, keywords included. */
    @ParameterizedTest
    @CsvSource({"1.6,147", "1.7,152", "1.8,184", "1.9,206"})
    void eachVersionHasAllItsTerms(String version, int terms) {
        assertThat(terms(version).size()).isEqualTo(terms);
    }

    @Test
    void versionsDifferWhereTheSpecificationChanged() {
        assertThat(terms("1.8").has("objectsLists")).isTrue();
        assertThat(terms("1.9").has("objectsLists")).isFalse();
        assertThat(terms("1.9").has("objectLists")).isTrue();
        assertThat(terms("1.6").has("vocab")).isFalse();
        assertThat(terms("1.7").path("attributeCount").asString()).isEqualTo("ngsi-ld:attributeCount");
        assertThat(terms("1.9").path("attributeCount").asString()).isEqualTo("attributeCount");
        assertThat(terms("1.9").path("@protected").asBoolean()).isTrue();
        assertThat(terms("1.7").has("@protected")).isFalse();
    }

    @Test
    void termsCarryCoercionsAndContainers() {
        JsonNode terms = terms("1.9");
        assertThat(terms.path("observedAt").path("@type").asString()).isEqualTo("DateTime");
        assertThat(terms.path("coordinates").path("@container").asString()).isEqualTo("@list");
        assertThat(terms.path("json").path("@type").asString()).isEqualTo("@json");
        assertThat(terms.path("ngsildproof").path("@context").get(1).asString())
                .isEqualTo(WellKnownContexts.DATA_INTEGRITY_V2);
    }

    @ParameterizedTest
    @CsvSource({
        "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.9.jsonld,1.9",
        "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld,1.8",
        "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.6.jsonld,1.6",
        "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.3.jsonld,1.6",
        "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld,1.9",
        "http://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.8.jsonld,1.8",
        "https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context-v1.10.jsonld,1.9"
    })
    void urlsOfAllVersionsAreKnown(String url, String version) {
        assertThat(CoreContext.isCore(url)).isTrue();
        assertThat(CoreContext.versionOf(url)).contains(version);
        assertThat(WellKnownContexts.find(url)).contains(CoreContext.document(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/ngsi-ld-core-context-v1.9.jsonld", "https://uri.etsi.org/ngsi-ld/v1/"})
    void otherUrlsAreNot(String url) {
        assertThat(CoreContext.isCore(url)).isFalse();
        assertThat(CoreContext.versionOf(url)).isEmpty();
        assertThat(WellKnownContexts.find(url)).isEmpty();
    }

    /** The served document is what a stranger's processor reads: it must lead to the same as our own processor. */
    @Test
    void aGeneralProcessorUnderstandsTheServedDocumentWithTheContextItRefersTo() throws JsonLdError {
        ObjectNode document = (ObjectNode) JsonMapper.shared().readTree("""
                        {"id": "urn:a:b", "type": "T", "speed": {"type": "Property", "value": 3,
                          "ngsildproof": {"type": "Property", "entityIdSealed": "urn:a:b",
                            "value": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022",
                              "proofPurpose": "assertionMethod", "created": "2026-01-01T00:00:00Z"}}}}""");
        document.put("@context", CoreContext.URL);
        String expanded = JsonLd.expand(JsonDocument.of(new StringReader(document.toString())))
                .loader((url, options) -> JsonDocument.of(new StringReader(
                        WellKnownContexts.find(url.toString()).orElseThrow().toString())))
                .get()
                .toString();
        assertThat(expanded)
                .contains("https://w3id.org/security#DataIntegrityProof")
                .contains("https://w3id.org/security#assertionMethod")
                .contains("https://uri.etsi.org/ngsi-ld/entityIdSealed");
    }
}
