package eu.twintown.node.authority.catalogue;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may find an offering: its access policy, an ODRL set as a text. Somebody may where one permission to search names them
 * or one of their identity attributes, and its constraints on the time hold. A policy that cannot be read, and a constraint
 * of another kind, permit nothing.
 */
final class AccessPolicy {

    private AccessPolicy() {}

    static boolean permits(List<String> policies, Set<String> names, Instant now) {
        return policies.stream().anyMatch(policy -> permits(policy, names, now));
    }

    private static boolean permits(String policy, Set<String> names, Instant now) {
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(policy);
        } catch (JacksonException e) {
            return false;
        }
        for (JsonNode permission : items(json.path("permission"))) {
            if (names.contains(assignee(permission.path("assignee")))
                    && items(permission.path("action")).stream().anyMatch(AccessPolicy::isSearch)
                    && items(permission.path("constraint")).stream().allMatch(c -> holds(c, now))) {
                return true;
            }
        }
        return false;
    }

    private static String assignee(JsonNode assignee) {
        return assignee.isString() ? assignee.asString() : assignee.path("uid").asString("");
    }

    private static boolean isSearch(JsonNode action) {
        return action.asString("").endsWith("/search") || action.asString("").equals("odrl:use");
    }

    private static boolean holds(JsonNode constraint, Instant now) {
        if (!constraint.path("leftOperand").asString("").endsWith("dateTime")) {
            return false;
        }
        Instant bound;
        try {
            bound = OffsetDateTime.parse(constraint.path("rightOperand").asString(""))
                    .toInstant();
        } catch (DateTimeParseException e) {
            return false;
        }
        String operator = constraint.path("operator").asString("");
        return operator.endsWith("gteq") && !now.isBefore(bound) || operator.endsWith("lteq") && !now.isAfter(bound);
    }

    private static List<JsonNode> items(JsonNode value) {
        return value.isArray()
                ? List.copyOf(value.values())
                : value.isMissingNode() || value.isNull() ? List.of() : List.of(value);
    }
}
