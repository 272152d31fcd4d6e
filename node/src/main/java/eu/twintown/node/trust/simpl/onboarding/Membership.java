package eu.twintown.node.trust.simpl.onboarding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far this node has come with the authority, as stored: the request, the participant id, the certificate in use.
 *
 * @param json the stored document
 */
public record Membership(ObjectNode json) {
    static final String REQUEST = "request";
    static final String ACCOUNT = "account";
    static final String PASSWORD = "sealedPassword";
    static final String PARTICIPANT = "participantId";
    static final String CHAIN = "chain";
    static final String KEY = "kid";
    static final String ANNOUNCE = "announce";
    static final String TIER_ONE_KEY = "tierOneKey";
    static final String ECHO = "echo";

    /** An identity attribute that the authority has given this participant. */
    public record Attribute(String code, String name) {}

    /** The authority's last answer about the onboarding request, without documents' contents. */
    public Optional<JsonNode> request() {
        return Optional.of(json.path(REQUEST)).filter(JsonNode::isObject);
    }

    /** The onboarding request's id. */
    public Optional<String> requestId() {
        return request().map(request -> request.path("id").asString(""));
    }

    /** {@code IN_PROGRESS}, {@code EVALUATING}, {@code IN_REVIEW}, {@code APPROVED}, {@code REJECTED}; empty = none. */
    public String requestStatus() {
        return request()
                .map(request -> request.path("status").path("value").asString(""))
                .orElse("");
    }

    public Optional<String> participantId() {
        return text(PARTICIPANT);
    }

    /** The certificate chain in use, PEM, own certificate first. */
    public Optional<String> chain() {
        return text(CHAIN);
    }

    /** The key of the certificate in use. */
    public Optional<String> kid() {
        return text(KEY);
    }

    Optional<String> account() {
        return text(ACCOUNT);
    }

    Optional<String> sealedPassword() {
        return text(PASSWORD);
    }

    /** Whether the authority has still to be told which certificate is in use. */
    boolean announce() {
        return json.path(ANNOUNCE).asBoolean(false);
    }

    Optional<String> tierOneKey() {
        return text(TIER_ONE_KEY);
    }

    /** What the authority said last of this participant; missing where it was not asked. */
    public JsonNode echo() {
        return json.path(ECHO);
    }

    /** As the onboarding request has it, such as {@code DATA_PROVIDER}. */
    public String participantType() {
        return request()
                .map(request -> request.path("participantType").path("value").asString(""))
                .orElse("");
    }

    /** As the authority told them last. */
    public List<Attribute> attributes() {
        List<Attribute> attributes = new ArrayList<>();
        echo().path("identityAttributes")
                .forEach(one -> attributes.add(new Attribute(
                        one.path("code").asString(""), one.path("name").asString(""))));
        return attributes;
    }

    private Optional<String> text(String name) {
        return Optional.of(json.path(name).asString("")).filter(text -> !text.isEmpty());
    }
}
