package eu.twintown.node.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** Cross-origin requests of browsers (WHATWG Fetch, CORS protocol): only the configured origins, never credentials. */
final class Cors {

    private static final HeaderName ORIGIN = HeaderNames.ORIGIN;
    private static final String EXPOSED =
            "Link, Location, Content-Range, NGSILD-Results-Count, NGSILD-Warning, NGSILD-EntityMap, NGSILD-Tenant";
    private static final String REQUEST_HEADERS =
            "Accept, Content-Type, Link, NGSILD-Tenant, NGSILD-EntityMap, Prefer, Authorization";

    private final List<String> origins;

    Cors(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    /** Tells the browser that this origin may read the answer. */
    void mark(ServerRequest request, ServerResponse response) {
        if (!origins.isEmpty() && isAllowed(request)) {
            response.header(
                    HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN,
                    request.headers().get(ORIGIN).get());
            response.header(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            response.header(HeaderNames.VARY, "Origin");
        }
    }

    /** Answers an OPTIONS request, preflight or not. */
    void answer(String allowedMethods, ServerRequest request, ServerResponse response) {
        response.status(Status.NO_CONTENT_204);
        response.header(HeaderNames.ALLOW, allowedMethods);
        if (!origins.isEmpty() && isAllowed(request)) {
            response.header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, allowedMethods);
            response.header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
            response.header(HeaderNames.ACCESS_CONTROL_MAX_AGE, "600");
        }
        response.send();
    }

    private boolean isAllowed(ServerRequest request) {
        return request.headers().contains(ORIGIN)
                && (origins.contains("*")
                        || origins.contains(request.headers().get(ORIGIN).get()));
    }
}
