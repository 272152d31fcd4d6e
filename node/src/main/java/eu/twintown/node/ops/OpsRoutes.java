package eu.twintown.node.ops;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/** {@code /health} for load balancers and people, {@code /metrics} in the text format of Prometheus. */
public final class OpsRoutes implements HttpService {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, BooleanSupplier> parts;
    private final PrometheusMeterRegistry metrics;

    public OpsRoutes(Map<String, BooleanSupplier> parts, PrometheusMeterRegistry metrics) {
        this.parts = Map.copyOf(parts);
        this.metrics = metrics;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health", this::health).get("/metrics", this::metrics);
    }

    private void health(ServerRequest request, ServerResponse response) {
        Health health = Health.of(parts);
        response.status(health.isUp() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .send(JSON.writeValueAsBytes(health));
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .send(metrics.scrape());
    }
}
