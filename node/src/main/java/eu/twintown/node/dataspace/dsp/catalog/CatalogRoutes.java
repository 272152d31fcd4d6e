package eu.twintown.node.dataspace.dsp.catalog;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.dataspace.dsp.message.ErrorAnswer;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.Parameters;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The endpoints of the Catalog Protocol (catalog.binding.https). */
public final class CatalogRoutes implements HttpService {
    private static final int LARGEST_PAGE = 1_000;

    private final Catalog catalog;
    private final Supplier<URI> base;
    private final JsonBodies bodies;
    private final int pageSize;

    /** @param pageSize datasets on a page, unless the caller asks for another number */
    public CatalogRoutes(Catalog catalog, Supplier<URI> base, JsonBodies bodies, int pageSize) {
        this.catalog = catalog;
        this.base = base;
        this.bodies = bodies;
        this.pageSize = pageSize;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/dsp/catalog/request", Exchange.handler(exchange -> guarded(exchange, this::request)))
                .get("/dsp/catalog/datasets/{id}", Exchange.handler(exchange -> guarded(exchange, this::dataset)));
    }

    /** What an endpoint does. */
    @FunctionalInterface
    private interface Operation {
        void run(Exchange exchange);
    }

    private static void guarded(Exchange exchange, Operation operation) {
        try {
            operation.run(exchange);
        } catch (DspException e) {
            ErrorAnswer.send(exchange, e);
        } catch (ProblemException e) {
            ErrorAnswer.send(exchange, ErrorAnswer.of(e).orElseThrow(() -> e));
        }
    }

    private void request(Exchange exchange) {
        DspMessage message = ErrorAnswer.read(exchange, bodies, "CatalogRequestMessage");
        CatalogFilter filter = CatalogFilter.of(message);
        Parameters query = exchange.query();
        int limit = Math.clamp(
                query.text("limit").isPresent()
                        ? query.number("limit", pageSize, 1)
                        : filter.limit().orElse(pageSize),
                1,
                LARGEST_PAGE);
        CatalogPage page = catalog.page(query.text("from").orElse(""), limit, filter);
        page.previous().ifPresent(id -> link(exchange, id, limit, "previous"));
        page.next().ifPresent(id -> link(exchange, id, limit, "next"));
        exchange.answerHeader("Vary", "Accept-Encoding");
        if (exchange.header("Accept-Encoding").orElse("").contains("gzip")) {
            exchange.answerHeader("Content-Encoding", "gzip").send(200, ErrorAnswer.JSON, page.packed());
        } else {
            exchange.send(200, ErrorAnswer.JSON, page.json());
        }
    }

    /** The same request again, with the same body, at this address gives the other page. */
    private void link(Exchange exchange, String from, int limit, String relation) {
        String url = base.get() + "/catalog/request?from=" + URLEncoder.encode(from, StandardCharsets.UTF_8) + "&limit="
                + limit;
        exchange.addAnswerHeader("Link", "<" + url + ">; rel=\"" + relation + "\"");
    }

    private void dataset(Exchange exchange) {
        exchange.send(
                200,
                ErrorAnswer.JSON,
                catalog.dataset(exchange.variable("id")).orElseThrow(() -> DspException.notFound("dataset")));
    }
}
