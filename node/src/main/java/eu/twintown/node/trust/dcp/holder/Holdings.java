package eu.twintown.node.trust.dcp.holder;

import eu.twintown.node.trust.dcp.DcpClient;
import eu.twintown.node.trust.dcp.DcpMessage;
import eu.twintown.node.trust.dcp.DcpSettings;
import eu.twintown.node.trust.dcp.Rounds;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.store.document.Documents;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The requests for credentials that this node makes of issuers (DCP 1.0.1, "Credential Request API"). A request is durable
 * before it is sent, is sent until the issuer takes it or refuses it, and is then asked after until the credentials come.
 */
public final class Holdings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);
    private static final String KIND = "dcp-request";
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int MOST = 1_000;
    /** Profiles in the order in which this node likes them. */
    private static final List<String> PROFILES = List.of("vc20-bssl/jwt", "vc11-sl2021/jwt");

    private final Documents documents;
    private final DcpClient client;
    private final InstantSource clock;
    private final Runnable arrived;
    private final Rounds rounds = new Rounds("dcp-requests", PAUSE, this::round);

    /** @param arrived run whenever credentials came */
    public Holdings(Documents documents, DcpClient client, InstantSource clock, Runnable arrived) {
        this.documents = documents;
        this.client = client;
        this.clock = clock;
        this.arrived = arrived;
    }

    public void start() {
        rounds.start();
    }

    /** Asks an issuer for credentials of these types; the request's id (holderPid). */
    public String request(Did issuer, List<String> types) {
        HeldRequest request = HeldRequest.of(UUID.randomUUID().toString(), issuer.value(), types, clock.instant());
        documents.create(KIND, "", request.id(), request.json().toString());
        rounds.wake();
        return request.id();
    }

    /** As {@link #request}, unless one that asks for the same is open or was answered. */
    public void requestOnce(Did issuer, List<String> types) {
        boolean known = all().stream()
                .anyMatch(request -> request.issuer().equals(issuer.value())
                        && request.types().containsAll(types)
                        && request.state() != HeldRequest.State.REJECTED);
        if (!known) {
            request(issuer, types);
        }
    }

    /** All requests as JSON, for people. */
    public List<JsonNode> list() {
        return all().stream().map(HeldRequest::json).map(JsonNode.class::cast).toList();
    }

    Optional<HeldRequest> find(String id) {
        return documents
                .get(KIND, "", id)
                .map(document -> HeldRequest.of(JsonMapper.shared().readTree(document.json())));
    }

    /** Whether this node has ever asked something of this issuer. */
    boolean knows(Did issuer) {
        return all().stream().anyMatch(request -> request.issuer().equals(issuer.value()));
    }

    void rejected(String id, String reason) {
        change(id, request -> request.rejected(reason));
    }

    /** @param credentials ids of what was stored, by type */
    void issued(String id, Map<String, String> credentials) {
        change(id, request -> request.issued(credentials));
        arrived.run();
    }

    private List<HeldRequest> all() {
        return documents.list(KIND, "", MOST, 0).stream()
                .map(document -> HeldRequest.of(JsonMapper.shared().readTree(document.json())))
                .toList();
    }

    /** What came meanwhile by the other way (an answer while the request is asked after) is not overwritten. */
    private void change(String id, UnaryOperator<HeldRequest> change) {
        boolean done = false;
        while (!done) {
            Optional<Documents.Document> old = documents.get(KIND, "", id);
            if (old.isEmpty()) {
                return;
            }
            HeldRequest request =
                    HeldRequest.of(JsonMapper.shared().readTree(old.get().json()));
            done = documents.replace(
                    KIND, "", id, old.get().json(), change.apply(request).json().toString());
        }
    }

    private void round() {
        for (HeldRequest request : all()) {
            if (request.isOpen() && request.retry().isDue(clock.instant())) {
                attempt(request);
            }
        }
    }

    private void attempt(HeldRequest request) {
        try {
            if (request.state() == HeldRequest.State.WAITING) {
                send(request);
            } else {
                ask(request);
            }
        } catch (TrustException e) {
            LOG.info("Request {} to {}: {}", request.id(), request.issuer(), e.reason());
            change(request.id(), now -> now.isOpen() ? now.failed(e.reason(), clock.instant()) : now);
        }
    }

    private void send(HeldRequest request) {
        Did issuer = Did.parse(request.issuer());
        URI base = client.service(issuer, DcpSettings.ISSUER_SERVICE);
        ObjectNode message = DcpMessage.create("CredentialRequestMessage").put("holderPid", request.id());
        ArrayNode wanted = message.putArray("credentials");
        offered(issuer, base, request.types()).forEach(id -> wanted.addObject().put("id", id));
        DcpClient.Answer answer = client.post(issuer, URI.create(base + "/credentials"), message, Optional.empty());
        if (answer.isGood()) {
            String url = statusUrl(base, answer.location());
            change(request.id(), now -> now.isOpen() ? now.sent(url, clock.instant()) : now);
        } else if (answer.status() < 500 && answer.status() != 429) {
            String why = "The issuer answered " + answer.status() + ": " + answer.excerpt();
            change(request.id(), now -> now.isOpen() ? now.rejected(why) : now);
        } else {
            throw new TrustException("issuer", "The issuer failed", "The issuer answered " + answer.status());
        }
    }

    /** Where the issuer tells how a request stands; empty where that is not at the issuer itself. */
    private static String statusUrl(URI base, String location) {
        try {
            URI url = URI.create(base + "/").resolve(location);
            boolean there = !location.isEmpty()
                    && Objects.equals(url.getScheme(), base.getScheme())
                    && Objects.equals(url.getAuthority(), base.getAuthority());
            return there ? url.toString() : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The ids under which the issuer offers these types, in the profile that is liked most. */
    private List<String> offered(Did issuer, URI base, List<String> types) {
        DcpClient.Answer answer = client.get(issuer, URI.create(base + "/metadata"));
        if (!answer.isGood()) {
            throw new TrustException("issuer", "The issuer failed", "Its metadata answered " + answer.status());
        }
        List<JsonNode> objects =
                List.copyOf(answer.json().path("credentialsSupported").values());
        List<String> ids = new ArrayList<>();
        for (String type : types) {
            ids.add(PROFILES.stream()
                    .flatMap(profile -> objects.stream()
                            .filter(object ->
                                    object.path("credentialType").asString("").equals(type))
                            .filter(object ->
                                    object.path("profile").asString("").equals(profile)))
                    .findFirst()
                    .map(object -> object.path("id").asString(""))
                    .orElseThrow(() -> new TrustException(
                            "issuer", "The issuer does not offer " + type, issuer + " does not offer " + type)));
        }
        return ids;
    }

    private void ask(HeldRequest request) {
        if (request.statusUrl().isEmpty()) {
            throw new TrustException("issuer", "The issuer has not answered", "The issuer gave no status address");
        }
        DcpClient.Answer answer = client.get(Did.parse(request.issuer()), URI.create(request.statusUrl()));
        String status = answer.isGood() ? answer.json().path("status").asString("") : "";
        if (status.equals("REJECTED")) {
            change(request.id(), now -> now.isOpen() ? now.rejected("The issuer rejected the request") : now);
        } else {
            String why = status.isEmpty() ? "The status answered " + answer.status() : "";
            change(request.id(), now -> now.isOpen() ? now.failed(why, clock.instant()) : now);
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
