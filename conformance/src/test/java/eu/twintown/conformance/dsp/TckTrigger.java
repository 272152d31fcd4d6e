package eu.twintown.conformance.dsp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the TCK makes the node begin something as consumer. */
final class TckTrigger implements AutoCloseable {
    private final HttpServer server;

    /**
     * @param negotiation begins one: datasetId, offerId, providerId, connectorAddress
     * @param transfer begins one: agreementId, format, providerId, connectorAddress
     */
    TckTrigger(Consumer<JsonNode> negotiation, Consumer<JsonNode> transfer) {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/negotiations", exchange -> run(exchange, negotiation));
        server.createContext("/transfers", exchange -> run(exchange, transfer));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void run(HttpExchange exchange, Consumer<JsonNode> begin) throws IOException {
        try (exchange) {
            begin.accept(JsonMapper.shared().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
