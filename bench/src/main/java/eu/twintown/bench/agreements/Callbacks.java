package eu.twintown.bench.agreements;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is told how negotiations end, in the form of EDC: {@code {"type": "ContractNegotiationFinalized", "payload":
 * {"contractNegotiationId": ...}}}. So nobody has to ask again and again, which would cost more than what is measured.
 */
final class Callbacks implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Map<String, CompletableFuture<Boolean>> ends = new ConcurrentHashMap<>();
    private final HttpServer server;

    Callbacks() {
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::ended);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void ended(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode event =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            boolean finalised = event.path("type").asString("").contains("Finalized");
            end(event.path("payload").path("contractNegotiationId").asString(""))
                    .complete(finalised);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private CompletableFuture<Boolean> end(String negotiation) {
        return ends.computeIfAbsent(negotiation, id -> new CompletableFuture<>());
    }

    /** Waits for the end of a negotiation; false = it was terminated, or is not over in time. */
    boolean isFinalised(String negotiation) throws InterruptedException, ExecutionException {
        try {
            return end(negotiation).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        } finally {
            ends.remove(negotiation);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
