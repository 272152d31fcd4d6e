package eu.twintown.node.dataspace.binding;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.ParameterNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /api/wishes}: the agreements that the configuration wishes for, and how far each has come. */
public final class WishRoutes implements HttpService {
    private final Seeker seeker;
    private final Supplier<Set<String>> bound;

    /** @param bound ids of the agreements that have a registration */
    public WishRoutes(Seeker seeker, Supplier<Set<String>> bound) {
        this.seeker = seeker;
        this.bound = bound;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/wishes", Exchange.handler(this::list));
    }

    private void list(Exchange exchange) {
        exchange.parameters(ParameterNames.of());
        Set<String> registered = bound.get();
        ArrayNode list = JsonMapper.shared().createArrayNode();
        seeker.statuses().forEach((wish, status) -> {
            ObjectNode node = list.addObject()
                    .put("participant", wish.participant())
                    .put("dataset", wish.dataset())
                    .put("transfer", wish.push() ? "push" : "pull")
                    .put("state", status.state().name().toLowerCase(Locale.ROOT))
                    .put("reason", status.reason());
            status.agreement().ifPresent(id -> node.put("agreement", id).put("registered", registered.contains(id)));
            status.next().ifPresent(next -> node.put("next", next.toString()));
        });
        exchange.answerHeader("Cache-Control", "no-store")
                .send(200, MediaType.JSON, JsonMapper.shared().writeValueAsBytes(list));
    }
}
