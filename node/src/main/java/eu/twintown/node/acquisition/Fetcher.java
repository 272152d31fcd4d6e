package eu.twintown.node.acquisition;

import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.mediation.mapping.SourceFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Gets the answers of one source. What an answer was marked with (ETag, Last-Modified, a file's time) is sent along next
 * time, but only after the answer was used: one that could not be used is fetched in full again.
 */
final class Fetcher {
    private static final int LONGEST_LOCAL_FILE = 256 << 20;

    private final SourceConfig source;
    private final BiFunction<OutgoingClient.Request, String, OutgoingClient.Response> http;
    private final Map<URI, Map<String, String>> marks = new HashMap<>();

    /**
     * An answer.
     *
     * @param lines whether each of its lines is an answer by itself
     * @param marks headers that ask for a later answer only
     */
    record Fetched(URI address, byte[] body, boolean lines, Map<String, String> marks) {}

    /** Sends requests by {@code http}, which gets the name of a circuit of this source's own. */
    Fetcher(SourceConfig source, BiFunction<OutgoingClient.Request, String, OutgoingClient.Response> http) {
        this.source = source;
        this.http = http;
    }

    /**
     * The answer of an address; empty where it is still the one that was used last.
     *
     * @throws SourceFault where there is none, in words for an operator
     */
    Optional<Fetched> fetch(URI address) {
        return "file".equals(address.getScheme()) ? file(address) : remote(address);
    }

    /** Remembers that this answer was used. */
    void used(Fetched answer) {
        marks.put(answer.address(), answer.marks());
    }

    /** Forgets what was used, so that everything is fetched again. */
    void forget() {
        marks.clear();
    }

    private Optional<Fetched> file(URI address) {
        Path file = Path.of(address);
        try {
            String mark = Files.getLastModifiedTime(file) + " " + Files.size(file);
            if (marks.getOrDefault(address, Map.of()).getOrDefault("file", "").equals(mark)) {
                return Optional.empty();
            }
            if (Files.size(file) > LONGEST_LOCAL_FILE) {
                throw new SourceFault("The file " + file + " is larger than 256 MiB");
            }
            byte[] body = Files.readAllBytes(file);
            return Optional.of(new Fetched(address, body, isLines(address.getPath(), ""), Map.of("file", mark)));
        } catch (IOException e) {
            throw new SourceFault("The file " + file + " cannot be read"
                    + (Files.exists(file) ? ": " + e.getMessage() : "; it is not there"));
        }
    }

    private Optional<Fetched> remote(URI address) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("accept", accept());
        source.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.putAll(marks.getOrDefault(address, Map.of()));
        OutgoingClient.Response response;
        try {
            response = http.apply(
                    new OutgoingClient.Request("GET", address, headers, new byte[0], source.timeout()),
                    "source " + source.id());
        } catch (OutgoingException e) {
            throw new SourceFault(String.valueOf(e.getMessage()));
        }
        return switch (response.status()) {
            case 200 ->
                Optional.of(new Fetched(
                        address,
                        response.body(),
                        isLines(address.getPath(), response.headers().getOrDefault("content-type", "")),
                        validators(response.headers())));
            case 204, 304 -> Optional.empty();
            default -> throw new SourceFault(address + " answered with status " + response.status());
        };
    }

    private String accept() {
        return switch (source.kind()) {
            case JSON -> "application/json, application/x-ndjson;q=0.9, */*;q=0.1";
            case GEOJSON -> "application/geo+json, application/json;q=0.9, */*;q=0.1";
            case CSV -> "text/csv, */*;q=0.1";
        };
    }

    private static Map<String, String> validators(Map<String, String> headers) {
        Map<String, String> validators = new HashMap<>();
        Optional.ofNullable(headers.get("etag")).ifPresent(tag -> validators.put("if-none-match", tag));
        Optional.ofNullable(headers.get("last-modified")).ifPresent(time -> validators.put("if-modified-since", time));
        return validators;
    }

    private static boolean isLines(String path, String contentType) {
        return path.endsWith(".ndjson") || path.endsWith(".jsonl") || contentType.startsWith("application/x-ndjson");
    }
}
