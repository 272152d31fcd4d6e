package eu.twintown.node.access;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /api/access/rules}: what every route asks of the caller, and what is open to everybody. */
public final class AccessRoutes implements HttpService {
    private final Access access;

    public AccessRoutes(Access access) {
        this.access = access;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/access/rules", Exchange.handler(this::rules));
    }

    private void rules(Exchange exchange) {
        exchange.parameters(ParameterNames.of());
        exchange.answerHeader("Cache-Control", "no-store")
                .send(200, MediaType.JSON, JsonMapper.shared().writeValueAsBytes(access.rules()));
    }
}
