package eu.twintown.node.ops;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Serves the web console, which the build packs into the class path. */
public final class ConsoleRoutes implements HttpService {
    private static final String ROOT = "/META-INF/resources/console/";

    /** Licences of the libraries inside the console, which their authors ask to be passed on. */
    private static final String LICENCES = "/third-party-licences.md";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.-]+");

    /** Everything comes from the node itself; the map draws tiles in a worker made from a blob. Peers may be asked. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data: blob:; "
            + "style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self' http: https:; "
            + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "md", "text/markdown; charset=utf-8",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2");

    private final Map<String, Optional<Asset>> assets = new ConcurrentHashMap<>();

    private record Asset(byte[] plain, byte[] gzipped, String mediaType) {}

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", (request, response) -> send(request, response, "index.html", "no-cache"))
                .get("/favicon.svg", (request, response) -> send(request, response, "favicon.svg", "max-age=86400"))
                .get(LICENCES, (request, response) -> send(request, response, LICENCES.substring(1), "max-age=86400"))
                .get("/assets/{file}", this::asset);
    }

    /** Names of assets hold a hash of their content, so they never change. */
    private void asset(ServerRequest request, ServerResponse response) {
        String path = request.path().rawPath();
        String file = path.substring(path.lastIndexOf('/') + 1);
        send(request, response, SAFE.matcher(file).matches() ? "assets/" + file : "", "max-age=31536000, immutable");
    }

    private void send(ServerRequest request, ServerResponse response, String file, String caching) {
        Optional<Asset> found = assets.computeIfAbsent(file, ConsoleRoutes::load);
        if (found.isEmpty()) {
            response.status(Status.NOT_FOUND_404)
                    .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .send("This node was built without its console: there is no " + file);
            return;
        }
        boolean gzip = request.headers().contains(HeaderNames.ACCEPT_ENCODING)
                && request.headers().get(HeaderNames.ACCEPT_ENCODING).values().contains("gzip");
        Asset asset = found.get();
        response.header(HeaderNames.CONTENT_TYPE, asset.mediaType)
                .header(HeaderNames.CACHE_CONTROL, caching)
                .header(HeaderNames.VARY, "Accept-Encoding")
                .header(HeaderNames.create("Content-Security-Policy"), CONTENT_SECURITY_POLICY)
                .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
                .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
        if (gzip) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        response.send(gzip ? asset.gzipped : asset.plain);
    }

    private static Optional<Asset> load(String file) {
        try (InputStream in = file.isEmpty() ? null : ConsoleRoutes.class.getResourceAsStream(ROOT + file)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] plain = in.readAllBytes();
            ByteArrayOutputStream gzipped = new ByteArrayOutputStream(plain.length / 2);
            try (GZIPOutputStream zip = new GZIPOutputStream(gzipped)) {
                zip.write(plain);
            }
            String ending = file.substring(file.lastIndexOf('.') + 1);
            return Optional.of(new Asset(
                    plain, gzipped.toByteArray(), MEDIA_TYPES.getOrDefault(ending, "application/octet-stream")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
