package eu.twintown.node.trust.peer;

import eu.twintown.node.http.outgoing.OutgoingClient;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests with a header more. */
final class Headers {
    static final String AUTHORIZATION = "Authorization";

    private Headers() {}

    static boolean hasAuthorization(OutgoingClient.Request request) {
        return request.headers().keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase);
    }

    static OutgoingClient.Request withBearer(OutgoingClient.Request request, String token) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put(AUTHORIZATION, "Bearer " + token);
        return new OutgoingClient.Request(
                request.method(), request.uri(), headers, request.body(), request.timeout(), request.tls());
    }
}
