package eu.twintown.node.dataspace.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.transfer.message.DataAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Data addresses as the specification has them, and as the Eclipse connector does. */
class DataAddressTest {

    private static DataAddress read(String json) {
        return DataAddress.read((ObjectNode) JsonMapper.shared().readTree(json));
    }

    @Test
    void theSpecificationsFormIsRead() {
        DataAddress address = read("""
                {"@type": "DataAddress", "endpointType": "https://w3id.org/idsa/v4.1/HTTP",
                 "endpoint": "https://muenster.example/data",
                 "endpointProperties": [
                   {"@type": "EndpointProperty", "name": "authorization", "value": "TOKEN"},
                   {"@type": "EndpointProperty", "name": "authType", "value": "bearer"}]}
                """);
        assertThat(address)
                .isEqualTo(new DataAddress(
                        DataAddress.HTTP,
                        "https://muenster.example/data",
                        Map.of("authorization", "TOKEN", "authType", "bearer")));
    }

    @Test
    void theEclipseConnectorsFormIsRead() {
        DataAddress address = read("""
                {"@type": "DataAddress", "endpointType": "https://w3id.org/idsa/v4.1/HTTP", "endpoint": "",
                 "endpointProperties": [
                   {"@type": "EndpointProperty", "name": "https://w3id.org/edc/v0.0.1/ns/endpoint",
                    "value": "http://edc.example:8185/public"},
                   {"@type": "EndpointProperty", "name": "https://w3id.org/edc/v0.0.1/ns/endpointType",
                    "value": "https://w3id.org/idsa/v4.1/HTTP"},
                   {"@type": "EndpointProperty", "name": "https://w3id.org/edc/v0.0.1/ns/authorization", "value": "T"},
                   {"@type": "EndpointProperty", "name": "https://w3id.org/tractusx/auth/refreshToken", "value": "R"}]}
                """);
        assertThat(address.endpoint()).isEqualTo("http://edc.example:8185/public");
        assertThat(address.property(DataAddress.AUTHORIZATION)).contains("T");
        assertThat(address.property(DataAddress.REFRESH_TOKEN)).contains("R");
        assertThat(address.property(DataAddress.AUTH_TYPE)).isEmpty();
    }

    @Test
    void valuesInJsonLdFormAreRead() {
        DataAddress address = read("""
                {"dspace:endpointType": {"@id": "https://w3id.org/idsa/v4.1/HTTP"},
                 "endpoint": {"@value": "https://a.example"},
                 "endpointProperties": {"name": "authorization", "value": "T"}}
                """);
        assertThat(address.type()).isEqualTo(DataAddress.HTTP);
        assertThat(address.endpoint()).isEqualTo("https://a.example");
        assertThat(address.property(DataAddress.AUTHORIZATION)).contains("T");
    }

    @Test
    void whatIsWrittenHasBothFormsAndIsReadAsItWas() {
        DataAddress address = new DataAddress(
                DataAddress.HTTP,
                "https://muenster.example/ngsi-ld/v1",
                Map.of("authorization", "T", "authType", "bearer", "refreshToken", "R", "expiresIn", "300"));
        ObjectNode json = address.write();
        assertThat(json.path("endpoint").asString()).isEqualTo("https://muenster.example/ngsi-ld/v1");
        assertThat(json.toString())
                .contains("https://w3id.org/edc/v0.0.1/ns/endpoint\"")
                .contains("https://w3id.org/edc/v0.0.1/ns/authorization")
                .contains("https://w3id.org/tractusx/auth/refreshToken");
        assertThat(DataAddress.read(json)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"endpoint\": \"https://a.example\"}",
                "{\"endpointType\": [1, 2]}",
                "{\"endpointType\": \"x\", \"endpointProperties\": [{\"value\": \"v\"}]}",
            })
    void whatIsNoneIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(DspException.class);
    }
}
