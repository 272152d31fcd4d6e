package eu.twintown.node.authority.catalogue;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.authority.catalogue.query.QueryFault;
import eu.twintown.node.catalogue.simpl.check.Violation;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers of the catalogue. Its first contract tells faults as plain JSON with {@code code} and {@code message}, its second
 * as problem details; both stand in one body, and the media type is that of the contract whose path was asked.
 */
final class Answers {
    private static final String PROBLEM = "application/problem+json";
    private static final Map<Integer, String> NAMES = Map.of(
            400, "badRequest",
            401, "unauthorized",
            403, "forbidden",
            404, "notFound",
            409, "conflict",
            415, "unsupportedMediaType",
            422, "unprocessableEntity",
            501, "notImplemented");

    private Answers() {}

    /** The operation with its faults told in the form of the contract. */
    static Consumer<Exchange> told(Consumer<Exchange> operation, boolean problemDetails) {
        return exchange -> {
            try {
                operation.accept(exchange);
            } catch (Refusal e) {
                fault(exchange, problemDetails, e.status(), String.valueOf(e.getMessage()), e.violations());
            } catch (QueryFault e) {
                fault(exchange, problemDetails, 400, String.valueOf(e.getMessage()), List.of());
            } catch (ProblemException e) {
                Problem problem = e.problem();
                fault(exchange, problemDetails, problem.type().status(), problem.detail(), List.of());
            }
        };
    }

    private static void fault(
            Exchange exchange, boolean problemDetails, int status, String detail, List<Violation> violations) {
        String name = NAMES.getOrDefault(status, "badRequest");
        boolean problem = problemDetails || exchange.header("Accept").orElse("").contains(PROBLEM);
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.put("type", "urn:problem-type:simpl:" + name);
        body.put("title", name.replaceAll("([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT));
        body.put("status", status);
        body.put("detail", detail);
        body.put("code", name);
        body.put("message", detail);
        if (!violations.isEmpty()) {
            ArrayNode list = body.putArray("violations");
            violations.forEach(violation -> list.add(violation.json()));
        }
        exchange.send(
                status,
                problem ? PROBLEM : "application/json",
                JsonMapper.shared().writeValueAsBytes(body));
    }

    static void json(Exchange exchange, int status, JsonNode json) {
        exchange.send(status, MediaType.JSON, JsonMapper.shared().writeValueAsBytes(json));
    }

    /** A list as both contracts have it. */
    static ObjectNode list(int total, List<? extends JsonNode> items) {
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        answer.put("totalCount", total);
        ArrayNode list = answer.putArray("items");
        items.forEach(list::add);
        return answer;
    }

    /** A node of the graph as one item of a list. */
    static ObjectNode item(ObjectNode node) {
        ObjectNode item = JsonMapper.shared().createObjectNode();
        item.set("n", node);
        return item;
    }
}
