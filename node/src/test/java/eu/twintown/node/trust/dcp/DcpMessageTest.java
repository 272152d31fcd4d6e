package eu.twintown.node.trust.dcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DcpMessageTest {
    private static final String HEAD =
            "\"@context\":[\"https://w3id.org/dspace-dcp/v1.0/dcp.jsonld\"],\"type\":\"CredentialOfferMessage\"";

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static DcpMessage message(String members) {
        return DcpMessage.read(json("{" + HEAD + "," + members + "}"), "CredentialOfferMessage");
    }

    @Test
    void readsTextsListsAndObjects() {
        DcpMessage message =
                message("\"issuer\":\"did:web:a\",\"scope\":[\"x\",\"y\"],\"credentials\":[{\"id\":\"1\"}]");
        assertThat(message.text("issuer")).isEqualTo("did:web:a");
        assertThat(message.texts("scope")).containsExactly("x", "y");
        assertThat(message.objects("credentials").getFirst().text("id")).isEqualTo("1");
        assertThat(message.optionalText("holderPid")).isEmpty();
    }

    @Test
    void whatIsMadeCanBeRead() {
        assertThat(DcpMessage.read(DcpMessage.create("IssuerMetadata"), "IssuerMetadata")
                        .json())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                                                                           | ''
                    {}                                                                           | /@context
                    {"@context":"https://w3id.org/dspace-dcp/v1.0/dcp.jsonld"}                   | /@context
                    {"@context":["https://www.w3.org/ns/credentials/v2"]}                        | /@context
                    {"@context":["https://w3id.org/dspace-dcp/v1.0/dcp.jsonld"],"type":"Other"}  | /type
                    """)
    void whatIsNoMessageOfThisTypeIsRefusedWithItsPlace(String body, String pointer) {
        assertThatThrownBy(() -> DcpMessage.read(json(body), "CredentialOfferMessage"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().extensions()).containsEntry("pointer", pointer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "other":1                          | /credentials
                    "credentials":null                 | /credentials
                    "credentials":[]                   | /credentials
                    "credentials":{}                   | /credentials
                    "credentials":["text"]             | /credentials/0
                    "credentials":[{"id":"1"},{}]      | /credentials/1/id
                    "credentials":[{"id":7}]           | /credentials/0/id
                    "credentials":[{"id":" "}]         | /credentials/0/id
                    """)
    void aFaultInAListTellsItsPlace(String members, String pointer) {
        assertThatThrownBy(() -> message(members).objects("credentials").forEach(object -> object.text("id")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().extensions()).containsEntry("pointer", pointer));
    }
}
