package eu.twintown.node.authority.catalogue;

import eu.twintown.node.authority.catalogue.query.Claims;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Self-descriptions, under the paths of both contracts: {@code /fc/self-descriptions} and {@code /fc/selfDescriptions}, the
 * latter also with the service's own base path between.
 */
final class SelfDescriptionRoutes implements HttpService {
    private static final ParameterNames FILTER = ParameterNames.of(
            "uploadTimerange",
            "statusTimerange",
            "issuers",
            "validators",
            "statuses",
            "ids",
            "hashes",
            "providedBy",
            "withMeta",
            "withContent",
            "offset",
            "limit");
    private static final ParameterNames PAGE = ParameterNames.of("page", "pageSize");
    private static final int MOST = 1_000;

    private final Catalogue catalogue;
    private final JsonBodies bodies;
    private final Function<Exchange, CatalogueCaller> caller;

    SelfDescriptionRoutes(Catalogue catalogue, JsonBodies bodies, Function<Exchange, CatalogueCaller> caller) {
        this.catalogue = catalogue;
        this.bodies = bodies;
        this.caller = caller;
    }

    @Override
    public void routing(HttpRules rules) {
        routing(rules, "/fc/self-descriptions", false);
        routing(rules, "/fc/selfDescriptions", true);
        routing(rules, "/fc/v1/selfDescriptions", true);
    }

    private void routing(HttpRules rules, String root, boolean problems) {
        rules.get(root, handler(this::list, problems))
                .post(root, handler(exchange -> add(exchange, root), problems))
                .post(root + "/resource", handler(exchange -> add(exchange, root), problems))
                .get(root + "/{id}", handler(this::read, problems))
                .delete(root + "/{id}", handler(this::delete, problems))
                .get(root + "/{id}/versions", handler(this::versions, problems))
                .post(root + "/{id}/revoke", handler(exchange -> revoke(exchange, root), problems));
    }

    private static Handler handler(Consumer<Exchange> operation, boolean problems) {
        return Exchange.handler(Answers.told(operation, problems));
    }

    private void list(Exchange exchange) {
        Parameters parameters = exchange.parameters(FILTER);
        DescriptionFilter filter = DescriptionFilter.of(parameters);
        boolean meta = parameters.text("withMeta").map("true"::equals).orElse(true);
        boolean content = parameters.flag("withContent");
        List<Descriptions.Entry> found = catalogue.listedFor(caller.apply(exchange)).stream()
                .filter(filter::takes)
                .toList();
        List<ObjectNode> items = found.stream()
                .skip(parameters.number("offset", 0, 0))
                .limit(Math.min(MOST, parameters.number("limit", 100, 1)))
                .map(entry -> {
                    ObjectNode item = JsonMapper.shared().createObjectNode();
                    if (meta) {
                        item.set("meta", entry.stored().meta());
                    }
                    if (content) {
                        item.put("content", entry.stored().content());
                    }
                    return item;
                })
                .toList();
        Answers.json(exchange, 200, Answers.list(found.size(), items));
    }

    private void add(Exchange exchange, String root) {
        CatalogueCaller who = caller.apply(exchange);
        StoredDescription stored = catalogue.add(content(bodies.bytes(exchange)), who);
        exchange.answerHeader("Location", root + "/" + encode(stored.id()));
        Answers.json(exchange, 201, stored.meta());
    }

    private static String content(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private void read(Exchange exchange) {
        Descriptions.Entry entry = catalogue.find(exchange.variable("id"), caller.apply(exchange));
        exchange.send(200, MediaType.JSON, entry.stored().content().getBytes(StandardCharsets.UTF_8));
    }

    private void versions(Exchange exchange) {
        Parameters parameters = exchange.parameters(PAGE);
        int size = Math.min(MOST, parameters.number("pageSize", 20, 1));
        List<Descriptions.Entry> versions = catalogue.versions(exchange.variable("id"), caller.apply(exchange));
        List<ObjectNode> items = versions.stream()
                .skip((parameters.number("page", 1, 1) - 1L) * size)
                .limit(size)
                .map(entry -> Answers.item(Claims.general(entry.description())
                        .json()
                        .setAll(entry.stored().meta())))
                .toList();
        Answers.json(exchange, 200, Answers.list(versions.size(), items));
    }

    private void revoke(Exchange exchange, String root) {
        StoredDescription revoked = catalogue.revoke(exchange.variable("id"), caller.apply(exchange));
        exchange.answerHeader("Location", root + "/" + encode(revoked.id()));
        Answers.json(exchange, 200, revoked.meta());
    }

    private void delete(Exchange exchange) {
        catalogue.delete(exchange.variable("id"), caller.apply(exchange));
        exchange.send(200);
    }

    private static String encode(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
