package eu.twintown.node.ops;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * The read-only part of the management API: each path under {@code /api} answers with what its supplier gives, as JSON.
 */
public final class ManagementRoutes implements HttpService {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Supplier<?>> answers;

    /** @param answers path, such as {@code /api/node}, to what it answers */
    public ManagementRoutes(Map<String, Supplier<?>> answers) {
        this.answers = new LinkedHashMap<>(answers);
    }

    @Override
    public void routing(HttpRules rules) {
        answers.forEach((path, answer) -> rules.get(path, (request, response) -> send(response, answer.get())));
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(JSON.writeValueAsBytes(value));
    }
}
