package eu.twintown.conformance.dcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.twintown.conformance.city.City;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingRules;
import eu.twintown.node.trust.dcp.AccessTokens;
import eu.twintown.node.trust.dcp.DcpSettings;
import eu.twintown.node.trust.dcp.IdTokens;
import eu.twintown.node.trust.dcp.Scope;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidResolver;
import eu.twintown.node.trust.did.DidSettings;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.ReplayGuard;
import eu.twintown.node.trust.key.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * What the TCK wants beside the node, and outside of it: a secure token server that uses the node's own keys, as another
 * process of the same organisation would, and an address that turns its trigger, a POST of a catalogue request, into a
 * request for entities with the same Authorization header.
 */
final class TckAdapter implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final OutgoingClient outgoing = new OutgoingClient(OutgoingRules.PUBLIC_ONLY);
    private final City node;
    private final IdTokens ids;
    private final AccessTokens access;

    TckAdapter(City node) {
        this.node = node;
        // A node makes its key when it is first asked for; a second process on the same files comes after that.
        node.anonymously("/.well-known/did.json");
        InstantSource clock = InstantSource.system();
        KeyRing keys = KeyRing.open(node.data().resolve("keys"), clock);
        NodeDid did = new NodeDid(Did.parse(node.did()), keys, List::of, clock);
        DcpSettings settings = DcpSettings.at(URI.create(node.url() + "/dcp"));
        this.ids = new IdTokens(
                did, new DidResolver(outgoing, DidSettings.DEFAULT, clock), new ReplayGuard(clock), settings, clock);
        this.access = new AccessTokens(did, keys, settings, clock);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/sts/token", this::token);
        server.createContext("/trigger", this::trigger);
        server.start();
    }

    String stsUrl() {
        return url() + "/sts";
    }

    String triggerUrl() {
        return url() + "/trigger";
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> fields = Arrays.stream(form.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        Did audience = Did.parse(fields.getOrDefault("audience", ""));
        String granted = access.grant(
                audience,
                Arrays.stream(fields.getOrDefault("bearer_access_scope", "").split(" "))
                        .map(Scope::parse)
                        .collect(Collectors.toSet()));
        answer(
                exchange,
                200,
                "{\"access_token\":\"" + ids.mint(audience, Optional.of(granted))
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    private void trigger(HttpExchange exchange) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(node.url() + "/ngsi-ld/v1/entities?type=OffStreetParking"))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .GET()
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            answer(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
        outgoing.close();
    }
}
