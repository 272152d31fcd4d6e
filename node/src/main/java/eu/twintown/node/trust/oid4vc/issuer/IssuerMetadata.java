package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Where the issuer's endpoints are and what it issues (sections 12.2 and 12.3). */
public final class IssuerMetadata {
    static final String AUTHORIZE = "/oid4vci/authorize";
    static final String TOKEN = "/oid4vci/token";
    static final String NONCE = "/oid4vci/nonce";
    static final String CREDENTIAL = "/oid4vci/credential";
    static final String PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

    private final String issuer;
    private final String title;
    private final NodeDid node;
    private final List<CredentialConfiguration> configurations;

    /** @param publicUrl where others reach the node; it is the credential issuer identifier */
    public IssuerMetadata(URI publicUrl, String title, NodeDid node, List<CredentialConfiguration> configurations) {
        this.issuer = publicUrl.toString().replaceAll("/+$", "");
        this.title = title;
        this.node = node;
        this.configurations = List.copyOf(configurations);
    }

    /** The credential issuer identifier. */
    String issuer() {
        return issuer;
    }

    List<CredentialConfiguration> configurations() {
        return configurations;
    }

    Optional<CredentialConfiguration> find(String id) {
        return configurations.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    ObjectNode credentialIssuer() {
        ObjectNode json = StrictJson.object()
                .put("credential_issuer", issuer)
                .put("credential_endpoint", issuer + CREDENTIAL)
                .put("nonce_endpoint", issuer + NONCE);
        json.putArray("display").addObject().put("name", title);
        ObjectNode supported = json.putObject("credential_configurations_supported");
        String algorithm = node.key().algorithm().jose();
        configurations.forEach(one -> supported.set(one.id(), one.metadata(algorithm)));
        return json;
    }

    /** RFC 8414; the issuer is its own authorization server. */
    ObjectNode authorizationServer() {
        ObjectNode json = StrictJson.object()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + AUTHORIZE)
                .put("token_endpoint", issuer + TOKEN)
                .put("pre-authorized_grant_anonymous_access_supported", true);
        json.putArray("response_types_supported").add("code");
        json.putArray("grant_types_supported").add("authorization_code").add(PRE_AUTHORIZED);
        json.putArray("code_challenge_methods_supported").add("S256");
        json.putArray("token_endpoint_auth_methods_supported").add("none");
        ObjectNode scopes = json;
        configurations.forEach(one -> scopes.withArray("scopes_supported").add(one.id()));
        return json;
    }

    /** The offer as the holder gets it (section 4.1.1). */
    public ObjectNode offer(OfferBook.Made made) {
        ObjectNode json = StrictJson.object().put("credential_issuer", issuer);
        made.configurations().forEach(json.putArray("credential_configuration_ids")::add);
        ObjectNode grants = json.putObject("grants");
        if (made.code().isEmpty()) {
            grants.putObject("authorization_code").put("issuer_state", made.id());
        } else {
            ObjectNode grant = grants.putObject(PRE_AUTHORIZED).put("pre-authorized_code", made.code());
            if (!made.transactionCode().isEmpty()) {
                grant.putObject("tx_code").put("input_mode", "numeric").put("length", 6);
            }
        }
        return json;
    }
}
