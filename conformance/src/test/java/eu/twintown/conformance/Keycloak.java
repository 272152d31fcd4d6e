package eu.twintown.conformance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Keycloak, unpacked from its distribution and started for tests with a database in memory. The system property
 * {@code twintown.keycloak} names the archive of its distribution; with {@code twintown.keycloak.url} one that runs
 * already is taken instead, so that one start serves many runs of the tests.
 */
final class Keycloak implements AutoCloseable {
    private static final String ADMIN = "admin";
    private static final String FEATURES = "oid4vc-vci,oid4vc-vci-preauth-code,oid4vc-vci-rest-credential-offer";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Optional<Process> process;
    private final String url;

    private Keycloak(Optional<Process> process, String url) {
        this.process = process;
        this.url = url;
    }

    /** The one that all tests share, each in realms of its own; it ends with the JVM. */
    static Keycloak shared() {
        return Shared.KEYCLOAK;
    }

    private static final class Shared {
        private static final Keycloak KEYCLOAK = Optional.ofNullable(System.getProperty("twintown.keycloak.url"))
                .map(url -> new Keycloak(Optional.empty(), url))
                .orElseGet(() -> start(Path.of(System.getProperty("twintown.keycloak", "keycloak.zip"))));

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(KEYCLOAK::close));
        }
    }

    /** @param archive the distribution's zip; it is unpacked beside itself once */
    private static Keycloak start(Path archive) {
        try {
            Path home = unpacked(archive);
            int port = freePort();
            ProcessBuilder builder = new ProcessBuilder(
                    home.resolve("bin/kc.sh").toString(),
                    "start-dev",
                    "--db=dev-mem",
                    "--cache=local",
                    "--features=" + FEATURES,
                    "--http-host=127.0.0.1",
                    "--http-port=" + port);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
            builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
            builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
            builder.redirectErrorStream(true)
                    .redirectOutput(home.resolve("keycloak.log").toFile());
            Keycloak keycloak = new Keycloak(Optional.of(builder.start()), "http://127.0.0.1:" + port);
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(keycloak::answers);
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        process.filter(started -> !started.isAlive()).ifPresent(ended -> {
            throw new IllegalStateException("Keycloak ended with " + ended.exitValue() + "; see its keycloak.log");
        });
        try {
            return send("GET", "/realms/master", "", Map.of()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false; // not listening yet
        }
    }

    private static Path unpacked(Path archive) throws IOException {
        String name = archive.getFileName().toString().replace(".zip", "");
        Path folder = archive.resolveSibling(name);
        if (Files.exists(folder.resolve("complete"))) {
            return folder;
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                // The archive has one folder at its top, which is left out.
                String inner = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path target = folder.resolve(inner).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("the archive has a file outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    copy(zip, target);
                }
            }
        }
        if (!folder.resolve("bin/kc.sh").toFile().setExecutable(true)) {
            throw new IOException("kc.sh cannot be made executable");
        }
        Files.createFile(folder.resolve("complete"));
        return folder;
    }

    private static void copy(InputStream from, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            from.transferTo(out);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Host and port. */
    String host() {
        return URI.create(url).getRawAuthority();
    }

    String issuer(String realm) {
        return url + "/realms/" + realm;
    }

    /** Makes a realm; one of that name that was there is gone. */
    void realm(String name, String json) {
        send("DELETE", "/admin/realms/" + name, "", adminHeaders());
        admin("POST", "", json);
    }

    /** Sends a document to the admin API; the answer, which must be a success. */
    String admin(String method, String path, String json) {
        return successful(method, "/admin/realms" + path, json, adminHeaders());
    }

    /** What a realm answers to somebody with an access token; it must be a success. */
    JsonNode get(String realm, String path, String token) {
        String body = successful("GET", "/realms/" + realm + path, "", Map.of("Authorization", "Bearer " + token));
        return JsonMapper.shared().readTree(body);
    }

    private Map<String, String> adminHeaders() {
        return Map.of("Content-Type", "application/json", "Authorization", "Bearer " + adminToken());
    }

    private String successful(String method, String path, String body, Map<String, String> headers) {
        HttpResponse<String> answer = send(method, path, body, headers);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private String adminToken() {
        return token(
                        "master",
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                ADMIN,
                                "password",
                                ADMIN))
                .path("access_token")
                .asString();
    }

    /** What the token endpoint of a realm answers to a form. */
    JsonNode token(String realm, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + Browser.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return JsonMapper.shared()
                .readTree(send(
                                "POST",
                                "/realms/" + realm + "/protocol/openid-connect/token",
                                body,
                                Map.of("Content-Type", "application/x-www-form-urlencoded"))
                        .body());
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.ifPresent(Keycloak::end);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
