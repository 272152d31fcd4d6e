package eu.twintown.node.dataspace.dsp;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Offers for tests. */
public final class Policies {
    public static final String CITY = "https://twintown.eu/odrl/city/";

    private Policies() {}

    /** Anybody may use it. */
    public static Policy open(String id) {
        return read("""
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "@id": "%s",
                 "permission": [{"action": "use"}]}""".formatted(id));
    }

    /** May be used until the end of that year. */
    public static Policy until(String id, int year) {
        return read("""
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "@id": "%s",
                 "permission": [{"action": "use", "constraint": [
                   {"leftOperand": "dateTime", "operator": "lteq",
                    "rightOperand": {"@value": "%d-12-31T23:59:59Z",
                                     "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}}]}]}""".formatted(id, year));
    }

    /** For those who hold a credential. */
    public static Policy members(String id, String credential) {
        return read("""
                {"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Offer", "@id": "%s",
                 "profile": "%s",
                 "permission": [{"action": "use", "constraint": [
                   {"leftOperand": "%srecipientCredential", "operator": "isAnyOf", "rightOperand": "%s"},
                   {"leftOperand": "purpose", "operator": "eq", "rightOperand": {"@id": "%sresearch"}}]}]}""".formatted(id, CITY, CITY, credential, CITY));
    }

    public static Policy read(String json) {
        return PolicyReader.read((ObjectNode) JsonMapper.shared().readTree(json))
                .as(PolicyType.OFFER);
    }
}
