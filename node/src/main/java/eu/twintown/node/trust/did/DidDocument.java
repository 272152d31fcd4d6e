package eu.twintown.node.trust.did;

import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.jose.VerificationKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A DID document, read for what a verifier needs: keys by relationship, and services. A key of a type that is not known
 * is passed over; a document that contradicts itself is refused.
 */
public final class DidDocument {
    private static final int MOST_ENTRIES = 100;

    private final Did did;
    private final ObjectNode json;
    private final Map<Relationship, Map<String, VerificationKey>> keys = new EnumMap<>(Relationship.class);
    private final List<DidService> services = new ArrayList<>();

    private DidDocument(Did did, ObjectNode json) {
        this.did = did;
        this.json = json;
    }

    /**
     * Reads the document of a DID.
     *
     * @throws TrustException where it is not that of this DID, or malformed
     */
    public static DidDocument parse(Did did, JsonNode json) {
        return parse(did, json, false);
    }

    /**
     * As {@link #parse(Did, JsonNode)}.
     *
     * @param tolerant whether the keys of a document without any verification relationship count for all of them
     */
    static DidDocument parse(Did did, JsonNode json, boolean tolerant) {
        if (!(json instanceof ObjectNode object)) {
            throw invalid(did, "it is no JSON object");
        }
        if (!did.value().equals(object.path("id").asString(""))) {
            throw invalid(did, "its id is " + object.path("id"));
        }
        DidDocument document = new DidDocument(did, object);
        Map<String, VerificationKey> methods = new LinkedHashMap<>();
        for (JsonNode method : list(did, object, "verificationMethod")) {
            document.read(method, methods);
        }
        for (Relationship relationship : Relationship.values()) {
            Map<String, VerificationKey> named = new LinkedHashMap<>();
            for (JsonNode entry : list(did, object, relationship.member())) {
                if (entry.isString()) {
                    String id = document.absolute(entry.asString());
                    Optional.ofNullable(methods.get(id)).ifPresent(key -> named.put(id, key));
                } else {
                    document.read(entry, named);
                }
            }
            document.keys.put(relationship, named);
        }
        if (tolerant && Arrays.stream(Relationship.values()).noneMatch(one -> object.has(one.member()))) {
            Arrays.stream(Relationship.values()).forEach(one -> document.keys.put(one, methods));
        }
        list(did, object, "service").forEach(document::readService);
        return document;
    }

    public Did did() {
        return did;
    }

    /** The whole document; not to be changed. */
    public ObjectNode json() {
        return json;
    }

    public List<DidService> services() {
        return List.copyOf(services);
    }

    /** The first service of this type. */
    public Optional<DidService> service(String type) {
        return services.stream().filter(service -> service.type().equals(type)).findFirst();
    }

    /** The keys that may be used for this. */
    public List<VerificationKey> keys(Relationship relationship) {
        return List.copyOf(keys.getOrDefault(relationship, Map.of()).values());
    }

    /** The key of this name: a DID URL, its fragment, or the bare id. Without a name, the only key there is. */
    public Optional<VerificationKey> key(String name, Relationship relationship) {
        Map<String, VerificationKey> named = keys.getOrDefault(relationship, Map.of());
        if (name.isEmpty()) {
            return named.size() == 1 ? Optional.of(named.values().iterator().next()) : Optional.empty();
        }
        String id = name.startsWith("did:") ? name : absolute(name.startsWith("#") ? name : "#" + name);
        return Optional.ofNullable(named.get(id));
    }

    private void read(JsonNode method, Map<String, VerificationKey> into) {
        String id = absolute(method.path("id").asString(""));
        if (!id.startsWith(did.value() + "#")
                || !did.value().equals(method.path("controller").asString(""))) {
            return;
        }
        if (into.containsKey(id)) {
            throw invalid(did, "two keys have the id " + id);
        }
        try {
            if (method.path("publicKeyJwk").isObject()) {
                into.put(id, VerificationKey.ofJwk(id, method.path("publicKeyJwk")));
            } else if (method.path("publicKeyMultibase").isString()) {
                into.put(id, Multikey.key(id, method.path("publicKeyMultibase").asString()));
            }
        } catch (TrustException e) {
            // A key that this node cannot use is as good as none: whoever signs with it is told that it is not known.
            into.remove(id);
        }
    }

    private void readService(JsonNode service) {
        JsonNode endpoint = service.path("serviceEndpoint");
        JsonNode type = service.path("type");
        String first = type.isArray() ? type.path(0).asString("") : type.asString("");
        String address = endpoint.isArray() ? endpoint.path(0).asString("") : endpoint.asString("");
        try {
            URI uri = URI.create(address);
            if (uri.isAbsolute() && !first.isEmpty()) {
                services.add(new DidService(service.path("id").asString(""), first, uri));
            }
        } catch (IllegalArgumentException e) {
            throw invalid(did, "the endpoint of a service is no URI: " + address);
        }
    }

    private String absolute(String id) {
        return id.startsWith("#") ? did.value() + id : id;
    }

    private static List<JsonNode> list(Did did, ObjectNode json, String member) {
        JsonNode value = json.path(member);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MOST_ENTRIES) {
            throw invalid(did, member + " must be a list of at most " + MOST_ENTRIES);
        }
        return List.copyOf(value.values());
    }

    private static TrustException invalid(Did did, String why) {
        return new TrustException(
                "did", "The DID document is not valid", "The document of " + did + " is not valid: " + why);
    }
}
