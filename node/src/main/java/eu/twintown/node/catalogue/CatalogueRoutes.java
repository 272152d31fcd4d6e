package eu.twintown.node.catalogue;

import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpMediaType;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /catalogue}: the node's catalogue as JSON-LD or Turtle, by {@code Accept} or by {@code ?format=jsonld} and
 * {@code ?format=ttl}, which is stronger.
 */
public final class CatalogueRoutes implements HttpService {
    private final Catalogue catalogue;

    public CatalogueRoutes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/catalogue", this::catalogue);
    }

    private void catalogue(ServerRequest request, ServerResponse response) {
        CatalogueFormat format = format(request);
        byte[] body = format.write(catalogue.graph());
        response.header(
                        HeaderNames.CONTENT_TYPE,
                        format.mediaType() + (format == CatalogueFormat.TURTLE ? "; charset=utf-8" : ""))
                .header(HeaderNames.VARY, "Accept")
                .header(HeaderNames.CACHE_CONTROL, "no-cache")
                .send(body);
    }

    private static CatalogueFormat format(ServerRequest request) {
        for (String parameter : request.query().names()) {
            if (!parameter.equals("format")) {
                throw ProblemException.badParameter(
                        parameter, "'" + parameter + "' is not known here; there is: format");
            }
        }
        Optional<String> asked = request.query().first("format").asOptional();
        if (asked.isPresent()) {
            return CatalogueFormat.named(asked.get())
                    .orElseThrow(() -> ProblemException.badParameter(
                            "format", "format is '" + asked.get() + "'; it must be jsonld or ttl"));
        }
        List<HttpMediaType> accepted = request.headers().acceptedTypes();
        if (accepted.isEmpty()) {
            return CatalogueFormat.JSON_LD;
        }
        // Helidon gives them with the best first.
        for (HttpMediaType type : accepted) {
            if (type.test(MediaTypes.create("application/ld+json")) || type.test(MediaTypes.APPLICATION_JSON)) {
                return CatalogueFormat.JSON_LD;
            }
            if (type.test(MediaTypes.create("text/turtle")) || type.test(MediaTypes.TEXT_HTML)) {
                return CatalogueFormat.TURTLE;
            }
        }
        throw new ProblemException(new Problem(
                ProblemType.NOT_ACCEPTABLE,
                "The catalogue is there as application/ld+json and as text/turtle",
                Map.of("available", "application/ld+json, text/turtle")));
    }
}
