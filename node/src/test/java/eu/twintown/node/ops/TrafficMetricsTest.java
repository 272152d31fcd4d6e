package eu.twintown.node.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficMetricsTest {
    private final PrometheusMeterRegistry registry = Metrics.create();
    private final TrafficMetrics traffic = new TrafficMetrics(registry);

    @Test
    void countsAnswersByMethodRouteAndStatus() {
        traffic.answered("GET", "/ngsi-ld/v1/entities/{id}", 200, 1_000_000);
        traffic.answered("GET", "/ngsi-ld/v1/entities/{id}", 200, 1_000_000);
        traffic.answered("GET", "/ngsi-ld/v1/entities/{id}", 404, 1_000_000);

        assertThat(registry.scrape())
                .contains("http_server_requests_seconds_count{method=\"GET\","
                        + "route=\"/ngsi-ld/v1/entities/{id}\",status=\"200\"} 2")
                .contains("route=\"/ngsi-ld/v1/entities/{id}\",status=\"404\"} 1");
    }

    @Test
    void inventedMethodsAndHostsDoNotMakeSeriesWithoutEnd() {
        for (int i = 0; i < 1_000; i++) {
            traffic.answered("METHOD" + i, "none", 404, 1);
            traffic.exchanged("http://host" + i + ".example", "ok", Duration.ofMillis(1));
        }

        String metrics = registry.scrape();

        assertThat(metrics.lines().filter(line -> line.startsWith("http_server_requests_seconds_count")))
                .hasSize(1);
        assertThat(metrics.lines().filter(line -> line.startsWith("http_client_requests_seconds_count")))
                .hasSize(201)
                .anyMatch(line -> line.contains("peer=\"other\"") && line.endsWith(" 800"));
    }

    @Test
    void tellsOfTheJavaMachine() {
        assertThat(registry.scrape()).contains("jvm_memory_used_bytes").contains("process_uptime_seconds");
    }
}
