package eu.twintown.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** How a demo ends: a node stops, the person stops it, or it is killed. */
@Tag("demo")
class DemoEndTest {
    private static final String PARKING = "/ngsi-ld/v1/entities?type=OffStreetParking&limit=100";

    @TempDir
    private Path folder;

    @Test
    void aStoppedCityIsNamedAndCtrlCStopsTheRest() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "--speed", "50").awaitReady()) {
            demo.nodes().getLast().destroy();
            demo.awaitLine("The node of Ghent has stopped. The other goes on; its answers name the missing source.");

            HttpResponse<String> answer = demo.ask(0, PARKING);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(JsonMapper.shared().readTree(answer.body())).isNotEmpty();
            assertThat(answer.headers().allValues("NGSILD-Warning")).anyMatch(warning -> warning.contains("ghent"));

            assertThat(demo.terminate()).isLessThan(Duration.ofSeconds(30));
            assertThat(demo.isAlive()).isFalse();
            assertThat(demo.started()).hasSizeGreaterThan(5).noneMatch(ProcessHandle::isAlive);
            demo.awaitText("Stopped.");
            assertThat(demo.text()).contains("Stopping both nodes and the authority");
        }
    }

    @Test
    void keptStoresNeedNoSecondOnboarding() throws Exception {
        int port;
        try (DemoProcess demo = DemoProcess.start(folder, "--speed", "50").awaitReady()) {
            assertThat(demo.text()).contains("to be taken in as");
            port = demo.layout().basePort();
            demo.terminate();
        }
        try (DemoProcess again =
                DemoProcess.startAt(port, folder, "--speed", "50", "--keep").awaitReady()) {
            assertThat(again.text())
                    .doesNotContain("to be taken in as")
                    .contains("holds a membership credential", "Both cities are members");
            HttpResponse<String> allowed = again.get(0, "/api/peers/ghent/catalogue");
            assertThat(allowed.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aKilledDemoLeavesNothingRunning() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "--speed", "50").awaitReady()) {
            assertThat(demo.nodes()).hasSize(3);
            assertThat(demo.started()).hasSizeGreaterThan(5); // and a database server each

            demo.kill();

            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> demo.started().stream()
                    .noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void withASpeedItStartsAWeekBackAndCatchesUp() throws Exception {
        try (DemoProcess demo = DemoProcess.start(folder, "--speed", "5000").awaitReady()) {
            assertThat(demo.text()).contains("5000 times as fast");

            Awaitility.await()
                    .atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        String body = demo.ask(0, PARKING + "&local=true&attrs=availableSpotNumber")
                                .body();
                        return body.contains(java.time.LocalDate.now(java.time.ZoneOffset.UTC)
                                .toString());
                    });
        }
    }
}
