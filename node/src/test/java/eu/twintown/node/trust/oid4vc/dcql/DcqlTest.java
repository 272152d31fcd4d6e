package eu.twintown.node.trust.oid4vc.dcql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.jose.StrictJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** OpenID4VP 1.0, sections 6 and 7. */
class DcqlTest {

    private static Credential w3c(String type, String json) {
        return credential(CredentialFormat.VC11_JWT, type, json);
    }

    private static Credential credential(CredentialFormat format, String type, String json) {
        ObjectNode whole = StrictJson.object(json.replace('\'', '"'));
        return new Credential(
                format,
                "text",
                "id-" + type,
                "did:web:issuer.example",
                List.of(type),
                "",
                whole,
                Instant.EPOCH,
                Optional.empty(),
                List.of(),
                whole);
    }

    private static DcqlQuery query(String json) {
        return DcqlReader.read(StrictJson.object(json.replace('\'', '"')));
    }

    private static Set<String> chosen(DcqlQuery query, Credential... held) {
        return query.select(List.of(held)).map(Map::keySet).orElse(Set.of("nothing may be shown"));
    }

    @Test
    void theFormatAndOneOfTheTypeAlternativesMustFit() {
        DcqlQuery query = query("{'credentials':[{'id':'m','format':'jwt_vc_json','meta':{'type_values':"
                + "[['https://example.org#Other'],['VerifiableCredential','MembershipCredential']]}}]}");
        assertThat(chosen(query, w3c("MembershipCredential", "{}"))).containsExactly("m");
        assertThat(query.select(List.of(w3c("LegalParticipant", "{}")))).isEmpty();
        assertThat(query.select(List.of(credential(CredentialFormat.SD_JWT, "MembershipCredential", "{}"))))
                .isEmpty();
    }

    @Test
    void anExpandedTypeIsFoundByItsLastPart() {
        DcqlQuery query = query("{'credentials':[{'id':'m','format':'jwt_vc_json','meta':{'type_values':"
                + "[['https://w3id.org/example#MembershipCredential']]}}]}");
        assertThat(chosen(query, w3c("MembershipCredential", "{}"))).containsExactly("m");
    }

    @Test
    void sdJwtIsAskedForByVctAndItsClaimsFromTheRoot() {
        DcqlQuery query = query("{'credentials':[{'id':'s','format':'dc+sd-jwt','meta':{'vct_values':['Membership']},"
                + "'claims':[{'path':['country'],'values':['DE','BE']}]}]}");
        Credential german = credential(CredentialFormat.SD_JWT, "Membership", "{'country':'DE'}");
        Credential spanish = credential(CredentialFormat.SD_JWT, "Membership", "{'country':'ES'}");
        assertThat(query.select(List.of(spanish, german)).orElseThrow().get("s"))
                .extracting(DcqlQuery.Match::credential)
                .containsExactly(german);
        assertThat(query.select(List.of(spanish))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"name\"]                       | 1",
                "[\"address\",\"locality\"]       | 1",
                "[\"degrees\",null,\"type\"]      | 2",
                "[\"degrees\",1,\"type\"]         | 1",
                "[\"degrees\",2,\"type\"]         | 0",
                "[\"name\",0]                     | 0",
                "[\"address\",null]               | 0",
                "[\"nationalities\",null]         | 2",
                "[\"missing\"]                    | 0"
            })
    void pathsSelect(String path, int found) {
        ObjectNode credential = StrictJson.object("{\"name\":\"Arthur\",\"address\":{\"locality\":\"Milliways\"},"
                + "\"degrees\":[{\"type\":\"B\"},{\"type\":\"M\"}],\"nationalities\":[\"British\",\"Betelgeusian\"]}");
        ClaimsPath read = ClaimsPath.read(StrictJson.MAPPER.readTree(path)).orElseThrow();
        assertThat(read.select(credential)).hasSize(found);
    }

    @Test
    void theFirstClaimSetThatCanBeSatisfiedIsTaken() {
        DcqlQuery query = query("{'credentials':[{'id':'s','format':'dc+sd-jwt','meta':{},"
                + "'claims':[{'id':'a','path':['postcode']},{'id':'b','path':['city']},{'id':'c','path':['region']}],"
                + "'claim_sets':[['a'],['b','c']]}]}");
        DcqlQuery.Match match = query.select(
                        List.of(credential(CredentialFormat.SD_JWT, "X", "{'city':'Ghent','region':'Flanders'}")))
                .orElseThrow()
                .get("s")
                .getFirst();
        assertThat(match.claims()).extracting(ClaimQuery::id).containsExactly("b", "c");
    }

    @Test
    void withoutSetsEverythingIsNeeded() {
        DcqlQuery query = query("{'credentials':[{'id':'a','format':'jwt_vc_json','meta':{'type_values':[['A']]}},"
                + "{'id':'b','format':'jwt_vc_json','meta':{'type_values':[['B']]}}]}");
        assertThat(query.select(List.of(w3c("A", "{}")))).isEmpty();
        assertThat(chosen(query, w3c("A", "{}"), w3c("B", "{}"))).containsExactly("a", "b");
        assertThat(query.satisfiedBy(Set.of("a"))).isFalse();
    }

    @Test
    void ofASetTheFirstPossibleOptionIsTakenAndWhatIsOptionalIsKept() {
        DcqlQuery query = query("{'credentials':[{'id':'a','format':'jwt_vc_json','meta':{'type_values':[['A']]}},"
                + "{'id':'b','format':'jwt_vc_json','meta':{'type_values':[['B']]}},"
                + "{'id':'c','format':'jwt_vc_json','meta':{'type_values':[['C']]}}],"
                + "'credential_sets':[{'options':[['a'],['b']]},{'options':[['c']],'required':false}]}");
        assertThat(chosen(query, w3c("B", "{}"), w3c("C", "{}"))).containsExactly("b");
        assertThat(query.select(List.of(w3c("C", "{}")))).isEmpty();
        assertThat(query.satisfiedBy(Set.of("b"))).isTrue();
        assertThat(query.satisfiedBy(Set.of("c"))).isFalse();
    }

    @Test
    void oneCredentialIsGivenUnlessSeveralAreAskedFor() {
        String one = "{'credentials':[{'id':'a','format':'jwt_vc_json','meta':{'type_values':[['A']]}%s}]}";
        List<Credential> two = List.of(w3c("A", "{}"), w3c("A", "{}"));
        assertThat(query(one.formatted("")).select(two).orElseThrow().get("a")).hasSize(1);
        assertThat(query(one.formatted(",'multiple':true"))
                        .select(two)
                        .orElseThrow()
                        .get("a"))
                .hasSize(2);
    }

    @Test
    void anUnknownFormatMatchesNothingButIsNoError() {
        assertThat(query("{'credentials':[{'id':'a','format':'mso_mdoc','meta':{}}]}")
                        .select(List.of(w3c("A", "{}"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                              | /credentials",
                "{'credentials':[]}                                                              | /credentials",
                "{'credentials':[{'id':'a b','format':'jwt_vc_json','meta':{}}]}                 | /credentials/0/id",
                "{'credentials':[{'id':'a','meta':{}}]}                                          | /credentials/0/format",
                "{'credentials':[{'id':'a','format':'dc+sd-jwt'},{'id':'a','format':'dc+sd-jwt'}]} | /credentials/1/id",
                "{'credentials':[{'id':'a','format':'dc+sd-jwt','claims':[{'path':[]}]}]}        | /claims/0/path",
                "{'credentials':[{'id':'a','format':'dc+sd-jwt','claims':[{'path':[-1]}]}]}      | /claims/0/path",
                "{'credentials':[{'id':'a','format':'dc+sd-jwt','claim_sets':[['x']]}]}          | /claim_sets",
                "{'credentials':[{'id':'a','format':'dc+sd-jwt'}],'credential_sets':[{'options':[['z']]}]} | /credential_sets/0"
            })
    void aWrongQueryIsRefusedWithThePlace(String json, String place) {
        assertThatThrownBy(() -> query(json)).isInstanceOf(DcqlException.class).hasMessageContaining(place);
    }
}
