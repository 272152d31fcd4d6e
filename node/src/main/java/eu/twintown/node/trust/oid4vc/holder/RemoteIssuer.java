package eu.twintown.node.trust.oid4vc.holder;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A remote issuer, by its metadata (OpenID4VCI 1.0, section 12.2).
 *
 * @param id credential issuer identifier
 */
record RemoteIssuer(String id, ObjectNode metadata, ObjectNode authorizationServer) {

    /** Asks for both documents; an issuer that names no authorization server is its own. */
    static RemoteIssuer load(String id, RemoteJson remote) {
        ObjectNode metadata = remote.get(wellKnown(id, "openid-credential-issuer"));
        if (!metadata.path("credential_issuer").asString("").equals(id)) {
            throw HolderException.remote("The metadata of " + id + " are those of another issuer");
        }
        String server = metadata.path("authorization_servers").path(0).asString(id);
        ObjectNode authorization;
        try {
            authorization = remote.get(wellKnown(server, "oauth-authorization-server"));
        } catch (RuntimeException e) {
            // OpenID providers publish the same under an older name.
            authorization = remote.get(URI.create(server.replaceAll("/+$", "") + "/.well-known/openid-configuration"));
        }
        if (!authorization.path("issuer").asString("").equals(server)) {
            throw HolderException.remote("The metadata of " + server + " are those of another authorization server");
        }
        return new RemoteIssuer(id, metadata, authorization);
    }

    /** RFC 8615: the well-known part stands between host and path. */
    private static URI wellKnown(String id, String name) {
        URI uri;
        try {
            uri = URI.create(id);
        } catch (IllegalArgumentException e) {
            throw HolderException.invalid("'" + id + "' is no address of an issuer");
        }
        if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw HolderException.invalid("'" + id + "' is no address of an issuer");
        }
        String path = uri.getRawPath().replaceAll("/+$", "");
        return uri.resolve("/.well-known/" + name + path);
    }

    URI tokenEndpoint() {
        return RemoteJson.uri(authorizationServer, "token_endpoint", "The authorization server of " + id);
    }

    URI authorizationEndpoint() {
        return RemoteJson.uri(authorizationServer, "authorization_endpoint", "The authorization server of " + id);
    }

    URI credentialEndpoint() {
        return RemoteJson.uri(metadata, "credential_endpoint", "The issuer " + id);
    }

    Optional<URI> nonceEndpoint() {
        return metadata.has("nonce_endpoint")
                ? Optional.of(RemoteJson.uri(metadata, "nonce_endpoint", "The issuer " + id))
                : Optional.empty();
    }

    /**
     * Whether pre-authorised codes are taken from wallets that do not say who they are (section 12.3); where that is not
     * stated they have to.
     */
    boolean takesAnonymousWallets() {
        return authorizationServer
                .path("pre-authorized_grant_anonymous_access_supported")
                .asBoolean(false);
    }

    /**
     * Whether the proof shows the bare key instead of naming it by the DID: as the methods say that the issuer can bind to
     * (section 12.2.4); an SD-JWT is bound to a key in any case.
     */
    boolean bindsToBareKey(String name) {
        JsonNode configuration = configuration(name);
        List<String> methods = configuration.path("cryptographic_binding_methods_supported").values().stream()
                .map(method -> method.asString(""))
                .toList();
        return configuration.path("format").asString("").equals("dc+sd-jwt")
                || methods.contains("jwk") && methods.stream().noneMatch(method -> method.startsWith("did:web"));
    }

    /** The description of a kind of credential. */
    JsonNode configuration(String name) {
        JsonNode found = metadata.path("credential_configurations_supported").path(name);
        if (!found.isObject()) {
            throw HolderException.remote("The issuer " + id + " does not describe the credential '" + name + "'");
        }
        return found;
    }
}
