package eu.twintown.kernel.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.StringNode;

class WellKnownContextsTest {

    private final Context city = Context.compile(StringNode.valueOf(WellKnownContexts.CITY), url -> {
        throw new AssertionError("Must not be fetched: " + url);
    });

    @ParameterizedTest
    @CsvSource({
        "OffStreetParking,https://smartdatamodels.org/dataModel.Parking/OffStreetParking",
        "availableSpotNumber,https://smartdatamodels.org/dataModel.Parking/availableSpotNumber",
        "totalSpotNumber,https://smartdatamodels.org/dataModel.Parking/totalSpotNumber",
        "TrafficFlowObserved,https://smartdatamodels.org/dataModel.Transportation/TrafficFlowObserved",
        "intensity,https://smartdatamodels.org/dataModel.Transportation/intensity",
        "AirQualityObserved,https://smartdatamodels.org/dataModel.Environment/AirQualityObserved",
        "pm25,https://smartdatamodels.org/dataModel.Environment/pm25",
        "name,https://smartdatamodels.org/name",
        "dateObserved,https://smartdatamodels.org/dateObserved",
        "AdministrativeArea,https://schema.org/AdministrativeArea",
        "license,https://schema.org/license",
        "location,https://uri.etsi.org/ngsi-ld/location",
        "status,https://uri.etsi.org/ngsi-ld/status"
    })
    void theCityContextNamesSmartDataModels(String term, String iri) {
        assertThat(city.expand(term)).isEqualTo(iri);
        assertThat(city.compact(iri)).isEqualTo(term);
    }

    @Test
    void theContextThatTheCoreContextRefersToShipsInside() {
        assertThat(WellKnownContexts.find("https://w3id.org/security/data-integrity/v2"))
                .get()
                .satisfies(document -> assertThat(
                                document.at("/@context/DataIntegrityProof/@context/proofPurpose/@context")
                                        .propertyNames())
                        .contains("assertionMethod", "authentication", "keyAgreement"));
    }

    @Test
    void allThatShipsCompilesWithoutGeneralTermsExceptSignatures() {
        assertThat(city.hasGeneralTerms()).isFalse();
        Context signatures = Context.compile(StringNode.valueOf(WellKnownContexts.DATA_INTEGRITY_V2), url -> {
            throw new AssertionError(url);
        });
        assertThat(signatures.hasGeneralTerms()).isTrue();
    }
}
