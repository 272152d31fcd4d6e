package eu.twintown.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both load generators against a real server on a free port of the loopback interface. */
class LoadGeneratorsTest {

    @TempDir
    private Path folder = Path.of("");

    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final Set<String> headers = ConcurrentHashMap.newKeySet();
    private final WebServer server = WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .connectionOptions(socket -> socket.tcpNoDelay(true))
            .routing(routing -> routing.post("/things/{id}", (request, response) -> {
                        bodies.add(request.path().pathParameters().get("id") + "="
                                + request.content().as(String.class));
                        request.headers().forEach(header -> headers.add(header.name() + ": " + header.get()));
                        response.status(Status.CREATED_201).send();
                    })
                    .get("/big", (request, response) -> response.send("x".repeat(100_000)))
                    .get("/broken", (request, response) -> response.status(500).send("no")))
            .build()
            .start();

    @AfterEach
    void stop() {
        server.stop();
    }

    private static Request things(long first) {
        return new Request("things", "POST", "/things/{n}", Map.of("X-Test", "<a>; b=\"c\""), "body {n}", first, 0);
    }

    @Test
    void socketsSendEachNumberOnce() {
        LoadResult result = SocketLoad.run(server.port(), things(7), 3, 30, 50);
        assertThat(result.requests()).isEqualTo(50);
        assertThat(result.failures()).isZero();
        assertThat(bodies).hasSize(50).contains("7=body 7", "56=body 56");
        assertThat(headers).contains("X-Test: <a>; b=\"c\"");
        assertThat(result.p99()).isGreaterThanOrEqualTo(result.p50()).isPositive();
    }

    @Test
    void socketsCountFailuresAndReadLargeAnswers() {
        assertThat(SocketLoad.run(server.port(), Request.get("b", "/broken", Map.of()), 1, 30, 4)
                        .failures())
                .isEqualTo(4);
        LoadResult big = SocketLoad.run(server.port(), Request.get("b", "/big", Map.of()), 2, 30, 6);
        assertThat(big.failures()).isZero();
        assertThat(big.requests()).isEqualTo(6);
        assertThat(SocketLoad.answers(server.port(), Request.get("n", "/none", Map.of())))
                .isFalse();
    }

    @Test
    void wrkSendsTheSameRequests() {
        Optional<Wrk> wrk = Wrk.find(folder);
        assumeThat(wrk).as("wrk is installed").isPresent();
        LoadResult result = wrk.orElseThrow().run(server.port(), things(1000), 2, 1);
        assertThat(result.failures()).isZero();
        assertThat(result.requests()).isPositive();
        // wrk asks the script for a request or two that it does not send.
        assertThat(bodies).contains("1003=body 1003").allMatch(body -> body.matches("(\\d+)=body \\1"));
        assertThat(headers).contains("X-Test: <a>; b=\"c\"");
        assertThat(wrk.orElseThrow()
                        .run(server.port(), Request.get("b", "/broken", Map.of()), 1, 1)
                        .failures())
                .isPositive();
    }

    @Test
    void cpuTimeOfAProcessGrowsWhileItWorks() {
        List<Long> self = List.of(ProcessHandle.current().pid());
        Duration before = Processes.cpu(self);
        assertThat(before).isPositive();
        long end = System.nanoTime() + 200_000_000;
        long turns = 0;
        while (System.nanoTime() < end || turns == 0) {
            turns++;
        }
        assertThat(Processes.cpu(self).minus(before)).isBetween(Duration.ofMillis(50), Duration.ofSeconds(20));
        assertThat(Processes.residentBytes(self.getFirst()).orElseThrow()).isGreaterThan(10_000_000);
        assertThat(Processes.residentBytes(Integer.MAX_VALUE)).isEmpty();
    }
}
