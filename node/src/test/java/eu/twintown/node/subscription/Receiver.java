package eu.twintown.node.subscription;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint for notifications on this machine. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Integer> status = r -> 200;

    /** One notification; header names in lower case. */
    record Received(String path, com.sun.net.httpserver.Headers headers, JsonNode body) {

        List<String> ids() {
            return body.get("data")
                    .valueStream()
                    .map(e -> e.get("id").asString())
                    .toList();
        }
    }

    Receiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    Receiver() {
        this(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Received one = new Received(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders(),
                JsonMapper.shared().readTree(new String(body, StandardCharsets.UTF_8)));
        int answer = status.apply(one);
        if (answer / 100 == 2) {
            received.add(one);
        }
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    /** What to answer with; a status outside of 2xx means that it is not counted as received. */
    void answer(Function<Received, Integer> statusOf) {
        status = statusOf;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<Received> received(String path) {
        return received.stream().filter(one -> one.path().equals(path)).toList();
    }

    /** Ids of all entities in the notifications to a path, in the order of arrival. */
    List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        received(path).forEach(one -> ids.addAll(one.ids()));
        return ids;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
