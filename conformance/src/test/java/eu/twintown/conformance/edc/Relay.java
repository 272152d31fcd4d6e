package eu.twintown.conformance.edc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Stands before a connector, passes everything on and writes it down. Where it is given an identity it puts that in place
 * of the proof that came along: EDC's mock identity is no more than that.
 */
final class Relay implements AutoCloseable {
    /** What the clients of the JDK set themselves, or what ends at each hop. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "expect",
            "upgrade",
            "date",
            "accept-encoding");

    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile URI target = URI.create("http://127.0.0.1:9");
    private volatile Optional<String> identity = Optional.empty();

    /** A request and how it was answered. */
    record Message(String method, String path, String authorization, String body, int status, String answer) {}

    Relay() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** From now on it stands before this server. */
    void to(String url) {
        target = URI.create(url);
    }

    /** From now on requests come from the participant of this id, in the way of EDC's mock identity. */
    void speakAs(String participant) {
        identity = Optional.of(MockIdentity.header(participant, url()));
    }

    /** What passed, in the order of the answers. */
    List<Message> messages() {
        return List.copyOf(messages);
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + path))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        identity.ifPresent(header -> request.setHeader("Authorization", header));
        try (exchange) {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            messages.add(new Message(
                    exchange.getRequestMethod(),
                    path,
                    identity.orElseGet(() -> Optional.ofNullable(
                                    exchange.getRequestHeaders().getFirst("Authorization"))
                            .orElse("")),
                    new String(body, StandardCharsets.UTF_8),
                    answer.statusCode(),
                    new String(answer.body(), StandardCharsets.UTF_8)));
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
