package eu.twintown.bench.agreements;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.twintown.bench.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two connectors of Eclipse EDC, of which one offers and the other asks; the end of each negotiation is told by a callback. */
final class EdcPair implements AutoCloseable {
    private static final String ASSET = "asset-1";
    private static final long PATIENCE_SECONDS = 30;
    private static final int PORTS = 6;

    private final Map<String, CompletableFuture<Boolean>> ends = new ConcurrentHashMap<>();
    private final HttpServer callbacks;
    private final Edc provider;
    private final Edc consumer;
    private final String offer;

    EdcPair(Path lib, Path folder, int pauseMillis) {
        this.provider =
                new Edc(lib, folder.resolve("provider-" + pauseMillis), JavaProcess.freePorts(PORTS), pauseMillis);
        this.consumer =
                new Edc(lib, folder.resolve("consumer-" + pauseMillis), JavaProcess.freePorts(PORTS), pauseMillis);
        provider.awaitReady();
        consumer.awaitReady();
        provider.offerEverything();
        provider.asset(ASSET);
        this.offer = consumer.offer(provider, ASSET);
        this.callbacks = callbacks();
    }

    private HttpServer callbacks() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::ended);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Negotiates once; whether it was finalised. */
    boolean negotiate() throws InterruptedException, ExecutionException {
        URI callback = URI.create("http://127.0.0.1:" + callbacks.getAddress().getPort() + "/");
        String negotiation = consumer.negotiate(provider, ASSET, offer, callback);
        try {
            return end(negotiation).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        } finally {
            ends.remove(negotiation);
        }
    }

    Edc provider() {
        return provider;
    }

    List<Long> processes() {
        return List.of(provider.pid(), consumer.pid());
    }

    @Override
    public void close() {
        consumer.close();
        provider.close();
        callbacks.stop(0);
    }
}
