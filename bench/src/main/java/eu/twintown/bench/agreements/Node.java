package eu.twintown.bench.agreements;

import eu.twintown.bench.NodeUnderTest;
import eu.twintown.node.trust.oidc.PasswordHash;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/** A node as shipped, with its embedded PostgreSQL, steered by its management API. */
final class Node implements AutoCloseable {
    private static final String SECRET = "a-secret-for-the-bench-only";
    private static final String HASH = PasswordHash.of(SECRET);
    private static final Duration RENEWED = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int OFFERING_AT_ONCE = 4;

    private final NodeUnderTest process;
    private final AtomicReference<Token> token = new AtomicReference<>(new Token("", Instant.EPOCH));

    private record Token(String header, Instant since) {}

    Node(NodeUnderTest process) {
        this.process = process;
    }

    /** The section of the configuration by which this class may come in. */
    static String signIn() {
        return "sign-in: {local: {clients: [{id: bench, secret-hash: \"" + HASH + "\", roles: [admin]}]}}\n";
    }

    static String did(int port) {
        return "did:web:127.0.0.1%3A" + port;
    }

    NodeUnderTest process() {
        return process;
    }

    String did() {
        return did(process.port());
    }

    /** Where it speaks the protocol. */
    String address() {
        return "http://127.0.0.1:" + process.port() + "/dsp";
    }

    /** By this another node is asked for the first page of the catalog of this one. */
    String question() {
        return "/api/dataspace/catalogue?participant=" + did().replace("%", "%25") + "&address=" + address();
    }

    JsonNode get(String path) {
        return Http.get(uri(path), "Authorization", token());
    }

    JsonNode post(String path, String body) {
        return Http.post(uri(path), body, "Authorization", token());
    }

    /** What {@link #token} is for. */
    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + process.port() + path);
    }

    /** The header that lets a client do everything. */
    String token() {
        Token known = token.get();
        if (known.since().plus(RENEWED).isBefore(Instant.now())) {
            String form = "grant_type=client_credentials&client_id=bench&client_secret=" + SECRET;
            known = new Token(
                    "Bearer "
                            + Http.form(uri("/oidc/token"), form)
                                    .path("access_token")
                                    .asString(),
                    Instant.now());
            token.set(known);
        }
        return known.header();
    }

    /** Waits until it answers. */
    void awaitAnswer() {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!isReady()) {
            pause(limit, "a node does not start");
        }
    }

    private boolean isReady() {
        try {
            Http.get(uri("/health"));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Waits until it can prove its membership. */
    void awaitMembership() {
        Instant limit = Instant.now().plus(PATIENCE);
        while (!get("/api/organisation").toString().contains("MembershipCredential")) {
            pause(limit, "a node gets no membership");
        }
    }

    static void pause(Instant limit, String otherwise) {
        if (Instant.now().isAfter(limit)) {
            throw new IllegalStateException(otherwise);
        }
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Offers so many datasets to everybody. */
    void offer(int count) {
        Negotiations.run(new Offering(this), count, OFFERING_AT_ONCE, java.util.List.of(process.pid()));
    }

    @Override
    public void close() {
        process.close();
    }
}
