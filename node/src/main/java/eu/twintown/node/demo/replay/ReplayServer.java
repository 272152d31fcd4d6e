package eu.twintown.node.demo.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.twintown.node.demo.replay.GhentGarages.State;
import eu.twintown.node.demo.replay.RecordedWeek.Replayed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on loopback as the two cities' own systems would at the time of the replay clock. It plays a foreign system, so
 * it shares nothing with the node's server.
 *
 * <p>Paths: {@code /ghent/api/records/1.0/search/} (Opendatasoft); {@code /ghent/archive/{n}.ndjson} (the answers of
 * the n-th day before the server started, 1 = up to now); {@code /muenster/parking/free.csv}, {@code
 * /muenster/counters/{id}.csv}, {@code /muenster/air/{code}.csv} (last day; with {@code ?days=7} the last week);
 * {@code /muenster/parking/places.geojson}; {@code /muenster/districts.geojson}.
 */
public final class ReplayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayServer.class);

    private final HttpServer server;
    private final ReplayClock clock;
    private final Instant started;
    private final GhentGarages garages = new GhentGarages();
    private final OpendatasoftAnswer opendatasoft = new OpendatasoftAnswer(garages);
    private final MuensterParking parking = new MuensterParking();
    private final MuensterSeries series = new MuensterSeries();

    private record Answer(int status, String type, String body) {
        static Answer json(Object body) {
            return new Answer(200, "application/json; charset=utf-8", body.toString());
        }

        static Answer csv(String body) {
            return new Answer(200, "text/csv; charset=utf-8", body);
        }

        static Answer geoJson(Object body) {
            return new Answer(200, "application/geo+json", body.toString());
        }

        static Answer notFound(String sentence) {
            return new Answer(404, "application/json; charset=utf-8", "{\"error\": \"" + sentence + "\"}");
        }
    }

    /** Starts on a free port of the loopback interface. */
    public ReplayServer(ReplayClock clock) {
        this.clock = clock;
        this.started = clock.now();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it answers, without a slash at the end. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<String> counterIds() {
        return series.counterIds();
    }

    public List<String> stationIds() {
        return series.stationIds();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange.getRequestURI());
            } catch (IllegalArgumentException e) {
                answer = Answer.notFound("nothing here");
            } catch (RuntimeException e) {
                LOG.error("The replay cannot answer {}", exchange.getRequestURI(), e);
                answer = new Answer(500, "text/plain", "");
            }
            send(exchange, answer);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        CRC32C sum = new CRC32C();
        sum.update(body);
        String tag = '"' + HexFormat.of().toHexDigits(sum.getValue()) + '"';
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("ETag", tag);
        if (answer.status() == 200 && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(URI uri) {
        Map<String, List<String>> parameters = parameters(uri);
        Instant now = clock.now();
        Duration span = Duration.ofDays(number(parameters, "days", 1, 7));
        List<String> path = Arrays.asList(uri.getPath().substring(1).split("/"));
        return switch (path.getFirst() + "/" + (path.size() > 1 ? path.get(1) : "")) {
            case "ghent/api" -> opendatasoft(now, parameters);
            case "ghent/archive" -> archive(Integer.parseInt(path.get(2).replace(".ndjson", "")));
            case "muenster/parking" ->
                path.getLast().equals("free.csv")
                        ? Answer.csv(parking.csv(now, span))
                        : Answer.geoJson(parking.places(now));
            case "muenster/counters" -> Answer.csv(series.counterCsv(name(path), now, span));
            case "muenster/air" -> Answer.csv(series.airCsv(name(path), now, span));
            case "muenster/districts.geojson" -> Answer.geoJson(Extract.text("muenster/districts.geojson"));
            default -> Answer.notFound("nothing here");
        };
    }

    private Answer opendatasoft(Instant now, Map<String, List<String>> parameters) {
        Replayed<State> state = garages.at(now);
        String dataset = parameters.getOrDefault("dataset", List.of("")).getFirst();
        if (!dataset.equals(OpendatasoftAnswer.DATASET) || state.value().kind() == GhentGarages.Kind.UNKNOWN_DATASET) {
            return Answer.notFound("Unknown dataset: " + dataset.replaceAll("[^a-z0-9-]", ""));
        }
        if (state.value().kind() == GhentGarages.Kind.EMPTY) {
            return Answer.json("");
        }
        // Ten rows unless asked otherwise, as Opendatasoft does.
        return Answer.json(opendatasoft.write(
                state,
                number(parameters, "rows", 10, 10_000),
                number(parameters, "start", 0, 10_000),
                parameters.getOrDefault("facet", List.of())));
    }

    private Answer archive(int day) {
        Instant to = started.minus(Duration.ofDays(day - 1L));
        StringBuilder lines = new StringBuilder();
        for (Replayed<State> state : garages.archive(to.minus(Duration.ofDays(1)), to)) {
            lines.append(opendatasoft.write(state, 20, 0, List.of())).append('\n');
        }
        return new Answer(200, "application/x-ndjson", lines.toString());
    }

    private static String name(List<String> path) {
        return path.getLast().replace(".csv", "");
    }

    private static int number(Map<String, List<String>> parameters, String name, int otherwise, int most) {
        return Math.clamp(
                Integer.parseInt(
                        parameters.getOrDefault(name, List.of("" + otherwise)).getFirst()),
                0,
                most);
    }

    private static Map<String, List<String>> parameters(URI uri) {
        Map<String, List<String>> parameters = new TreeMap<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters
                        .computeIfAbsent(pair.substring(0, equals), key -> new ArrayList<>())
                        .add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
