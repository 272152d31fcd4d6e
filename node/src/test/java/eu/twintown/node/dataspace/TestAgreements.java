package eu.twintown.node.dataspace;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.node.dataspace.agreement.Agreement;
import eu.twintown.node.dataspace.agreement.AgreementState;
import eu.twintown.node.dataspace.agreement.Side;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Agreements for tests. */
public final class TestAgreements {
    public static final String MUENSTER = "did:web:muenster.example";
    public static final String GHENT = "did:web:ghent.example";
    public static final String DATASET = "urn:dataset:muenster:parking";

    private TestAgreements() {}

    /** An ODRL agreement from its rules, such as {@code "permission": [{"action": "use"}]}. */
    public static Policy policy(String id, String rules) {
        ObjectNode node = (ObjectNode) JsonMapper.shared().readTree("""
                {"@context": ["http://www.w3.org/ns/odrl.jsonld", {"city": "https://twintown.eu/odrl/city/"}],
                 "@type": "Agreement", "uid": "%s", "target": "%s", "assigner": "%s", "assignee": "%s",
                 "profile": "https://twintown.eu/odrl/city/", "conflict": "prohibit", %s}
                """.formatted(id, DATASET, MUENSTER, GHENT, rules));
        return PolicyReader.read(node).as(PolicyType.AGREEMENT);
    }

    /** One between Münster, which provides, and Ghent. */
    public static Agreement of(String id, Side side, AgreementState state, Instant at, String rules) {
        String counterparty = side == Side.PROVIDER ? GHENT : MUENSTER;
        return new Agreement(
                id,
                side,
                counterparty,
                URI.create("https://" + counterparty.substring("did:web:".length()) + "/dsp"),
                DATASET,
                "negotiation of " + id,
                policy(id, rules),
                at,
                List.of(new Agreement.Event(at, state, MUENSTER, "")));
    }
}
