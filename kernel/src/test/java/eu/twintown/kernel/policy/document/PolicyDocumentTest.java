package eu.twintown.kernel.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.twintown.kernel.policy.ConflictStrategy;
import eu.twintown.kernel.policy.Constraint;
import eu.twintown.kernel.policy.Literal;
import eu.twintown.kernel.policy.Odrl;
import eu.twintown.kernel.policy.Operand;
import eu.twintown.kernel.policy.Operator;
import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.Rule;
import eu.twintown.kernel.problem.ProblemException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Policies in JSON-LD, in and out (ODRL Vocabulary and Expression 2.2; Dataspace Protocol 2025-1). */
@Tag("odrl")
class PolicyDocumentTest {
    private static final String FULL = """
            {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"ex": "http://example.com/"}],
             "@type": "Agreement", "uid": "ex:policy", "conflict": "prohibit", "profile": "https://twintown.eu/odrl/city/",
             "assigner": "ex:ghent", "assignee": {"@type": "PartyCollection", "uid": "ex:members"},
             "target": "ex:counters",
             "permission": [{"uid": "ex:read",
                 "action": {"rdf:value": {"@id": "odrl:read"},
                            "refinement": [{"leftOperand": "resolution", "operator": "lteq", "rightOperand": 1200,
                                            "unit": "ex:dpi"}]},
                 "constraint": [{"and": {"@list": [
                     {"uid": "ex:until", "leftOperand": "dateTime", "operator": "lt", "rightOperand": "2027-01-01"},
                     {"leftOperand": "purpose", "operator": "isAnyOf",
                      "rightOperand": [{"@id": "city:research"}, {"@id": "ex:teaching"}]}]}}],
                 "duty": [{"uid": "ex:attribute", "action": "attribute",
                           "consequence": [{"uid": "ex:pay", "action": "compensate"}]}]}],
             "prohibition": [{"uid": "ex:no", "action": "city:trainAi",
                              "remedy": [{"uid": "ex:erase", "action": "delete"}]}],
             "obligation": [{"uid": "ex:delete", "action": "delete",
                 "constraint": {"leftOperand": "elapsedTime", "operator": "gteq", "rightOperand": "P30D"}}]}
            """;

    @Test
    void readsTheWholeInformationModel() {
        Policy policy = PolicyReader.read(json(FULL));

        assertThat(policy.id()).isEqualTo("http://example.com/policy");
        assertThat(policy.type()).isEqualTo(PolicyType.AGREEMENT);
        assertThat(policy.conflict()).isEqualTo(ConflictStrategy.PROHIBIT);
        assertThat(policy.shared().assignee())
                .hasValueSatisfying(p -> assertThat(p.collection()).isTrue());
        Rule.Permission read = policy.permissions().getFirst();
        assertThat(read.head().action()).hasValueSatisfying(action -> {
            assertThat(action.id()).isEqualTo(Odrl.READ);
            assertThat(((Constraint.Atomic) action.refinements().getFirst()).unit())
                    .contains("http://example.com/dpi");
        });
        Constraint.Logical and = (Constraint.Logical) read.head().constraints().getFirst();
        Constraint.Atomic until = (Constraint.Atomic) and.parts().getFirst();
        assertThat(until.operator()).isEqualTo(Operator.LT);
        assertThat(((Literal) until.right().getFirst()).datatype()).isEqualTo(Odrl.XSD + "date");
        assertThat(((Constraint.Atomic) and.parts().get(1)).right())
                .containsExactly(
                        Operand.iri("https://twintown.eu/odrl/city/research"),
                        Operand.iri("http://example.com/teaching"));
        assertThat(read.duties().getFirst().consequences()).hasSize(1);
        assertThat(policy.prohibitions().getFirst().remedies()).hasSize(1);
        assertThat(policy.obligations().getFirst().head().constraints()).hasSize(1);
    }

    @Test
    void whatIsWrittenReadsAsTheSamePolicy() {
        Policy policy = PolicyReader.read(json(FULL));

        assertThat(PolicyReader.read(PolicyWriter.write(policy))).isEqualTo(policy);
        assertThat(PolicyReader.read(PolicyWriter.embedded(policy))).isEqualTo(policy);
    }

    @Test
    void readsFullIrisAndExpandedValuesAlike() {
        Policy policy = PolicyReader.read(json("""
            {"@id": "urn:p", "@type": "http://www.w3.org/ns/odrl/2/Offer",
             "http://www.w3.org/ns/odrl/2/permission": [{"odrl:action": [{"@id": "http://www.w3.org/ns/odrl/2/use"}],
               "odrl:constraint": {"odrl:leftOperand": {"@id": "odrl:dateTime"}, "odrl:operator": {"@id": "odrl:gteq"},
                 "odrl:rightOperand": {"@value": "2026-01-01T00:00:00Z", "@type": "xsd:dateTime"}}}]}
            """));

        assertThat(policy.type()).isEqualTo(PolicyType.OFFER);
        Rule.Head head = policy.permissions().getFirst().head();
        assertThat(head.action()).hasValueSatisfying(a -> assertThat(a.id()).isEqualTo(Odrl.USE));
        assertThat(((Constraint.Atomic) head.constraints().getFirst()).left()).isEqualTo(Odrl.DATE_TIME);
    }

    /** The shape that Eclipse EDC puts on the wire. */
    @Test
    void readsOffersAndAgreementsOfADataspaceConnector() {
        Policy offer = PolicyReader.read(json("""
            {"@id": "b2ZmZXI=:YXNzZXQ=:MQ==", "@type": "odrl:Offer", "odrl:permission": {"odrl:action": {"@id": "odrl:use"},
               "odrl:constraint": {"odrl:leftOperand": {"@id": "https://w3id.org/edc/v0.0.1/ns/inForceDate"},
                 "odrl:operator": {"@id": "odrl:gteq"}, "odrl:rightOperand": "2026-01-01T00:00:00Z"}},
             "odrl:prohibition": [], "odrl:obligation": []}
            """));
        Policy agreement = PolicyReader.read(json("""
            {"@context": ["https://w3id.org/dspace/2025/1/context.jsonld"], "@id": "urn:uuid:1", "@type": "Agreement",
             "assigner": "provider", "assignee": "consumer", "target": "asset-1", "timestamp": "2026-11-22T12:00:00Z"}
            """));

        assertThat(offer.type()).isEqualTo(PolicyType.OFFER);
        assertThat(offer.permissions()).hasSize(1);
        assertThat(agreement.shared().timestamp()).contains("2026-11-22T12:00:00Z");
        assertThat(agreement.shared().target())
                .hasValueSatisfying(t -> assertThat(t.id()).isEqualTo("asset-1"));
        assertThat(agreement.permissions()).isEmpty();
        assertThat(PolicyReader.read(PolicyWriter.embedded(agreement))).isEqualTo(agreement);
    }

    @Test
    void aRuleOfSeveralActionsAndAssetsBecomesAtomicRules() {
        Policy policy = PolicyReader.read(json("""
            {"uid": "urn:p", "permission": {"uid": "urn:r", "action": ["read", "index"], "target": ["urn:a", "urn:b"]}}
            """));

        assertThat(policy.permissions()).extracting(Rule::id).containsExactly("urn:r", "urn:r/2", "urn:r/3", "urn:r/4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"permission": [{"action": "use"}]} | must have an IRI
            {"uid": "urn:p", "permission": [{"target": "urn:a"}]} | must have an action
            {"uid": "urn:p", "permission": [{"action": "use", "constraints": []}]} | has no 'constraints'
            {"uid": "urn:p", "constraint": [], "permission": [{"action": "use"}]} | has no 'constraint' here
            {"uid": "urn:p", "@type": "Ticket", "permission": [{"action": "use"}]} | none of Set, Offer and Agreement
            {"uid": "urn:p", "conflict": "maybe", "permission": [{"action": "use"}]} | none of perm, prohibit and invalid
            {"uid": "urn:p", "permission": [{"action": "use", "constraint": {"leftOperand": "count", "operator": "below", "rightOperand": 1}}]} | none of ODRL
            {"uid": "urn:p", "permission": [{"action": "use", "constraint": {"leftOperand": "count", "operator": "lt"}}]} | either rightOperand or
            {"uid": "urn:p", "permission": [{"action": "use", "constraint": {"and": [], "or": []}}]} | exactly one of and, or
            {"uid": "urn:p", "permission": [{"action": "use", "constraint": {"leftOperand": "dateTime", "operator": "lt", "rightOperand": "soon"}}]} | is no http
            {"uid": "urn:p", "permission": ["use"]} | Expected an object
            """)
    void refusesWhatWouldBeMisread(String document, String reason) {
        assertThatThrownBy(() -> PolicyReader.read(json(document)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesDeepNestingWithTheLimit() {
        String constraint = "{\"leftOperand\": \"count\", \"operator\": \"lt\", \"rightOperand\": 1}";
        for (int i = 0; i < 40; i++) {
            constraint = "{\"and\": [" + constraint + "]}";
        }
        ObjectNode document = json(
                "{\"uid\": \"urn:p\", \"permission\": [{\"action\": \"use\", \"constraint\": " + constraint + "}]}");

        assertThatThrownBy(() -> PolicyReader.read(document)).hasMessageContaining("deeper than 16 levels");
    }

    @Test
    void refusesMoreRulesThanTheLimitAfterSplitting() {
        ObjectNode document = json("{\"uid\": \"urn:p\", \"permission\": [{\"action\": \"use\", \"target\": [\"urn:1\","
                + " \"urn:2\", \"urn:3\"], \"assignee\": [\"urn:4\", \"urn:5\", \"urn:6\"]}]}");

        assertThatThrownBy(() -> PolicyReader.read(document, new Limits(4, 8, 10, 10)))
                .hasMessageContaining("more than 8 rules");
    }

    @Test
    void countsWhatEachSplitRuleHasAgain() {
        ObjectNode document = json("{\"uid\": \"urn:p\", \"permission\": [{\"action\": [\"read\", \"index\"],"
                + " \"duty\": [{\"action\": \"attribute\"}, {\"action\": \"inform\"}],"
                + " \"constraint\": [{\"leftOperand\": \"count\", \"operator\": \"lt\", \"rightOperand\": 1}]}]}");

        assertThat(PolicyReader.read(document, new Limits(4, 6, 2, 10)).permissions())
                .hasSize(2);
        assertThatThrownBy(() -> PolicyReader.read(document, new Limits(4, 5, 2, 10)))
                .hasMessageContaining("more than 5 rules");
        assertThatThrownBy(() -> PolicyReader.read(document, new Limits(4, 6, 1, 10)))
                .hasMessageContaining("more than 1 constraints");
    }

    @Test
    void refusesAContextThatGivesAWordOfOdrlAnotherMeaning() {
        String rule = "\"uid\": \"urn:p\", \"permission\": [{\"action\": \"use\"}]}";

        assertThatThrownBy(() -> PolicyReader.read(json("{\"@context\": {\"prohibition\": \"urn:note\"}, " + rule)))
                .hasMessageContaining("'prohibition' another meaning");
        assertThatThrownBy(() -> PolicyReader.read(json("{\"@context\": [{\"odrl\": \"urn:other:\"}], " + rule)))
                .hasMessageContaining("'odrl' another meaning");
        assertThat(PolicyReader.read(json("{\"@context\": {\"odrl\": \"http://www.w3.org/ns/odrl/2/\","
                                + " \"permission\": {\"@id\": \"odrl:permission\"}}, " + rule))
                        .permissions())
                .hasSize(1);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
