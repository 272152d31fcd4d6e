package eu.twintown.node.trust.oidc.local;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the local issuer says about itself (OpenID Connect Discovery 1.0, section 3; RFC 8414). */
final class Metadata {

    private Metadata() {}

    static ObjectNode of(String issuer, String... algorithms) {
        ObjectNode metadata = JsonMapper.shared().createObjectNode();
        metadata.put("issuer", issuer);
        metadata.put("authorization_endpoint", issuer + "/authorize");
        metadata.put("token_endpoint", issuer + "/token");
        metadata.put("userinfo_endpoint", issuer + "/userinfo");
        metadata.put("jwks_uri", issuer + "/jwks");
        metadata.put("end_session_endpoint", issuer + "/end-session");
        list(metadata, "response_types_supported", "code");
        list(metadata, "response_modes_supported", "query");
        list(
                metadata,
                "grant_types_supported",
                "authorization_code",
                "refresh_token",
                "client_credentials",
                TokenEndpoint.EXCHANGE);
        list(metadata, "token_endpoint_auth_methods_supported", "client_secret_basic", "client_secret_post", "none");
        list(metadata, "code_challenge_methods_supported", "S256");
        list(metadata, "subject_types_supported", "public");
        list(metadata, "id_token_signing_alg_values_supported", algorithms);
        list(metadata, "scopes_supported", "openid", "profile", "offline_access");
        list(metadata, "claims_supported", "sub", "name", "preferred_username", "roles", "attributes", "auth_time");
        list(metadata, "ui_locales_supported", "en", "de", "nl", "fr", "es");
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put("request_parameter_supported", false);
        return metadata;
    }

    private static void list(ObjectNode metadata, String name, String... values) {
        ArrayNode list = metadata.putArray(name);
        List.of(values).forEach(list::add);
    }
}
