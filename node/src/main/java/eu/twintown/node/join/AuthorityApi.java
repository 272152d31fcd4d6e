package eu.twintown.node.join;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The notary's side of an onboarding: what the authority's console does at tier 1, for those who do it by program. */
public final class AuthorityApi implements AutoCloseable {
    private static final String REQUESTS = "/api/authority/requests";
    /** The notary has it. */
    private static final String WAITING = "IN_REVIEW";

    private final ApiClient client;

    /**
     * @param tier1 where the authority's people sign in
     * @param user a member of its staff with the role NOTARY
     */
    public AuthorityApi(URI tier1, String user, String password) {
        this.client = client(tier1, user, password);
    }

    static ApiClient client(URI tier1, String user, String password) {
        String form = "grant_type=password&client_id=frontend-cli&username=" + URLEncoder.encode(user, UTF_8)
                + "&password=" + URLEncoder.encode(password, UTF_8);
        return new ApiClient(
                tier1,
                "/auth/realms/authority/protocol/openid-connect/token",
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                InstantSource.system());
    }

    /**
     * Waits until the authority answers; one that has just been started may take a moment.
     *
     * @throws JoinException where it does not
     */
    public void await(Duration patience) {
        boolean there = Patience.of(patience).until(() -> {
            try {
                waiting();
                return true;
            } catch (ApiException e) {
                if (e.isUnreachable()) {
                    return false;
                }
                throw e;
            }
        });
        if (!there) {
            throw new JoinException(Messages.get("no.authority", client.base(), patience.toSeconds()));
        }
    }

    /** The requests that wait for the notary. */
    public List<JsonNode> waiting() {
        return client.get(REQUESTS + "?status=" + WAITING).valueStream().toList();
    }

    /** All requests of an organisation, by its exact name. */
    public List<JsonNode> requestsOf(String organisation) {
        return client.get(REQUESTS)
                .valueStream()
                .filter(request -> request.path("organisation").asString("").equals(organisation))
                .toList();
    }

    /**
     * Approves a request.
     *
     * @param attributes codes of the identity attributes to give; none = those of the procedure
     */
    public void approve(String request, List<String> attributes, String comment) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        if (!attributes.isEmpty()) {
            ArrayNode codes = body.putArray("attributes");
            attributes.forEach(codes::add);
        }
        if (!comment.isBlank()) {
            body.put("comment", comment);
        }
        client.post(REQUESTS + "/" + request + "/approve", body);
    }

    /**
     * Waits for an organisation's request and approves it; one that is approved already is left as it is.
     *
     * @throws JoinException where none has come by then
     */
    public void approveWhenThere(String organisation, List<String> attributes, String comment, Duration patience) {
        boolean there = Patience.of(patience).until(() -> {
            try {
                List<JsonNode> requests = requestsOf(organisation);
                requests.stream()
                        .filter(request -> WAITING.equals(request.path("status").asString("")))
                        .forEach(request -> approve(request.path("id").asString(""), attributes, comment));
                return requests.stream().anyMatch(request -> List.of(WAITING, "APPROVED")
                        .contains(request.path("status").asString("")));
            } catch (ApiException e) {
                if (e.isUnreachable()) {
                    return false;
                }
                throw e;
            }
        });
        if (!there) {
            throw new JoinException(Messages.get("no.request", organisation, patience.toSeconds()));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
