package eu.twintown.node.catalogue.simpl.description;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * ODRL policies in the form that Simpl-Open writes into self-descriptions as a text: a set of permissions, each with the
 * identity attribute of those it is for as its assignee.
 */
final class PolicyText {
    static final String SEARCH = "http://simpl.eu/odrl/actions/search";
    static final String CONSUME = "http://simpl.eu/odrl/actions/consume";

    private static final String ODRL = "http://www.w3.org/ns/odrl/2/";

    private PolicyText() {}

    static String of(String id, String asset, String provider, List<String> recipients, String action) {
        ObjectNode policy = JsonMapper.shared().createObjectNode();
        policy.put("@context", "http://www.w3.org/ns/odrl.jsonld");
        policy.put("@type", "Set");
        policy.put("uid", id);
        policy.put("profile", ODRL + "odrl.jsonld");
        policy.put("target", asset);
        policy.set("assigner", party(provider, "assigner"));
        ArrayNode permissions = policy.putArray("permission");
        for (String recipient : recipients) {
            ObjectNode permission = permissions.addObject();
            permission.put("target", asset);
            permission.set("assignee", party(recipient, "assignee"));
            permission.putArray("action").add(action);
            permission.putArray("constraint");
        }
        return policy.toString();
    }

    private static ObjectNode party(String id, String role) {
        return JsonMapper.shared().createObjectNode().put("uid", id).put("role", ODRL + role);
    }
}
