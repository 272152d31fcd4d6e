package eu.twintown.node.trust.dcp.verifier;

import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.credential.Credential;
import eu.twintown.node.trust.did.Did;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Makes a principal of a DID and the credentials that it presented. */
final class Participants {
    private static final int LONGEST_VALUE = 500;
    private static final int MOST_ATTRIBUTES = 200;

    private Participants() {}

    /**
     * The participant, with the types of its credentials under {@code credential}, their issuers under {@code issuer}, and
     * each simple claim under {@code <type>.<claim>}.
     */
    static Principal of(Did did, List<Credential> credentials) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        String name = did.value();
        for (Credential credential : credentials) {
            credential.types().forEach(type -> add(attributes, "credential", type));
            add(attributes, "issuer", credential.issuer());
            for (Map.Entry<String, JsonNode> claim : credential.claims().properties()) {
                for (JsonNode value :
                        claim.getValue().isArray() ? claim.getValue().values() : List.of(claim.getValue())) {
                    if (value.isValueNode()
                            && !value.isNull()
                            && !claim.getKey().equals("id")) {
                        credential
                                .types()
                                .forEach(type -> add(attributes, type + "." + claim.getKey(), value.asString()));
                    }
                }
            }
            String stated = credential.claims().path("name").asString("");
            name = name.equals(did.value()) && !stated.isBlank() ? shortened(stated) : name;
        }
        return Principal.participant(did.value(), name, attributes);
    }

    private static void add(Map<String, List<String>> attributes, String name, String value) {
        if (attributes.size() < MOST_ATTRIBUTES || attributes.containsKey(name)) {
            List<String> values = attributes.computeIfAbsent(name, key -> new ArrayList<>());
            if (values.size() < MOST_ATTRIBUTES && !values.contains(value)) {
                values.add(shortened(value));
            }
        }
    }

    private static String shortened(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    }
}
