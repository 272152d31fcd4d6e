package eu.twintown.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private static final Handler HANDLER = (request, response) -> {};

    private static RouteTable table(HttpService... services) {
        return new RouteTable(List.of(services));
    }

    private static Optional<String> allowed(RouteTable table, String path) {
        return table.find(path).map(RouteTable::allowed);
    }

    @Test
    void aPathFindsItsMethodsAndVariables() {
        RouteTable table = table(
                rules -> rules.get("/a/{x}", HANDLER).put("/a/{x}", HANDLER).get("/a/{x}/b/{y}", HANDLER));

        assertThat(allowed(table, "/a/1")).hasValue("GET, OPTIONS, PUT");
        assertThat(table.find("/a/1/b/2%2F3").orElseThrow().variables())
                .containsEntry("x", "1")
                .containsEntry("y", "2%2F3");
        assertThat(RouteTable.handler(table.find("/a/1").orElseThrow(), "DELETE"))
                .isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        RouteTable table = table(rules -> rules.get("/a/{x}/b", HANDLER));

        for (String path : List.of("/", "", "/a", "/a/", "/a/1", "/a//b", "/a/1/c", "/a/1/b/c", "/b")) {
            assertThat(table.find(path)).as(path).isEmpty();
        }
        assertThat(table.find("/a/1/b/")).isPresent();
    }

    @Test
    void aLiteralThatLeadsNowhereDoesNotHideTheVariable() {
        RouteTable table = table(rules -> rules.get("/a/special", HANDLER).get("/a/{x}/b", HANDLER));

        assertThat(table.find("/a/special/b").orElseThrow().variables()).containsEntry("x", "special");
    }

    @Test
    void theRestIsTakenWhereNothingElseFits() {
        RouteTable table = table(rules -> rules.get("/*", HANDLER).get("/a/b", HANDLER));

        assertThat(table.find("/x/y/z")).isPresent();
        assertThat(table.find("/a/c")).isPresent();
        assertThat(table.find("/")).isPresent();
    }

    @Test
    void aRouteStandsOnce() {
        assertThatIllegalStateException()
                .isThrownBy(() -> table(rules -> rules.get("/a/{x}", HANDLER), rules -> rules.get("/a/{x}", HANDLER)))
                .withMessageContaining("/a/{x}");
        assertThatIllegalStateException()
                .isThrownBy(() -> table(rules -> rules.get("/a/{x}", HANDLER).get("/a/{y}/b", HANDLER)))
                .withMessageContaining("{y}");
    }

    @Test
    void theRoutesAreListed() {
        RouteTable table =
                table(rules -> rules.get("/a", HANDLER).post("/a", HANDLER).any("/b", HANDLER));

        assertThat(table.routes())
                .containsExactly(new RouteTable.Route("GET", "/a"), new RouteTable.Route("POST", "/a"));
        assertThat(RouteTable.handler(table.find("/b").orElseThrow(), "PUT")).isPresent();
    }
}
