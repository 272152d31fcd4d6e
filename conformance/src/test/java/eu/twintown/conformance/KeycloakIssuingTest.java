package eu.twintown.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Credentials that a real Keycloak issues by OpenID4VCI, received into a node's wallet ({@code ./twintown test keycloak};
 * docs/openid4vc.md). Keycloak names itself by the address of the realm, and binds an offer to the client that asked for
 * it, so the clerk signs in with the client that the wallet is.
 */
@Tag("keycloak")
class KeycloakIssuingTest {
    private static final String REALM = "issuing";
    private static final String SECRET = "a secret of tests only";
    private static final String VCT = "https://city.example/membership";

    /** Without a port: Keycloak's sign-in page does not find a client again whose id has a percent sign. */
    private static final String DID = "did:web:hall.city.example";

    private static final Pattern LOGIN_FORM = Pattern.compile("action=\"([^\"]+)\"");

    private static Keycloak keycloak;
    private static RunningNode node;

    @BeforeAll
    static void start() {
        keycloak = Keycloak.shared();
        int port = freePort();
        node = RunningNode.startWithSections(
                Map.of(
                        "TWINTOWN_SERVER_PORT",
                        Integer.toString(port),
                        "TWINTOWN_NODE_PUBLIC_URL",
                        "http://127.0.0.1:" + port),
                """
                identity:
                  did: "%s"
                  did-http-hosts: ["%s"]
                trust:
                  anchors:
                    - {did: "%s", name: Keycloak, types: [MembershipCredential, "%s"]}
                """.formatted(DID, keycloak.host(), keycloak.issuer(REALM), VCT));
        keycloak.realm(REALM, realm());
        JsonNode city = JsonMapper.shared().readTree(keycloak.admin("GET", "/" + REALM + "/users?username=city", ""));
        for (String scope : List.of("membership", "membership-sd")) {
            keycloak.admin(
                    "POST",
                    "/" + REALM + "/users/" + city.path(0).path("id").asString() + "/vc/credentials",
                    "{\"credentialScopeName\": \"" + scope + "\"}");
        }
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String realm() {
        return """
                {"realm": "issuing", "enabled": true, "sslRequired": "none", "verifiableCredentialsEnabled": true,
                 "roles": {"realm": [{"name": "credential-offer-create"}]},
                 "components": {"org.keycloak.keys.KeyProvider": [
                  {"name": "p256", "providerId": "ecdsa-generated",
                   "config": {"priority": ["200"], "ecdsaEllipticCurveKey": ["P-256"]}},
                  {"name": "rsa", "providerId": "rsa-generated", "config": {"priority": ["100"]}}]},
                 "clientScopes": [
                  {"name": "membership", "protocol": "oid4vc", "attributes": {
                    "vc.credential_configuration_id": "membership", "vc.credential_identifier": "membership",
                    "vc.format": "jwt_vc_json", "vc.supported_credential_types": "VerifiableCredential,MembershipCredential",
                    ${common}},
                   "protocolMappers": [${member},
                    {"name": "context", "protocol": "oid4vc", "protocolMapper": "oid4vc-context-mapper",
                     "config": {"context": "https://www.w3.org/2018/credentials/v1"}},
                    {"name": "subject", "protocol": "oid4vc",
                     "protocolMapper": "oid4vc-subject-id-mapper",
                     "config": {"claim.name": "id", "userAttribute": "did"}}]},
                  {"name": "membership-sd", "protocol": "oid4vc", "attributes": {
                    "vc.credential_configuration_id": "membership-sd", "vc.credential_identifier": "membership-sd",
                    "vc.format": "dc+sd-jwt", "vc.verifiable_credential_type": "${vct}", ${common}},
                   "protocolMappers": [${member}]}],
                 "clients": [
                  {"clientId": "${did}", "publicClient": true, "directAccessGrantsEnabled": true,
                   "redirectUris": ["${node}/oid4vci/callback"], "attributes": {"oid4vci.enabled": "true"},
                   "optionalClientScopes": ["membership", "membership-sd"]}],
                 "users": [
                  {"username": "clerk", "enabled": true, "firstName": "Clara", "lastName": "Example",
                   "email": "clerk@city.example", "emailVerified": true, "realmRoles": ["credential-offer-create"],
                   "credentials": [{"type": "password", "value": "${secret}"}]},
                  {"username": "city", "enabled": true, "firstName": "City", "lastName": "Hall",
                   "email": "hall@city.example", "emailVerified": true, "attributes": {"did": ["${did}"]},
                   "credentials": [{"type": "password", "value": "${secret}"}]}]}
                """.replace("${common}", """
                        "include.in.token.scope": "true", "vc.expiry_in_seconds": "86400", "vc.credential_signing_alg": "ES256",
                        "vc.binding_required": "true", "vc.binding_required_proof_types": "jwt",
                        "vc.cryptographic_binding_methods_supported": "jwk\"""")
                .replace("${member}", """
                        {"name": "member", "protocol": "oid4vc", "protocolMapper": "oid4vc-static-claim-mapper",
                         "config": {"claim.name": "memberOf", "staticValue": "the data space"}}""")
                .replace("${vct}", VCT)
                .replace("${did}", DID)
                .replace("${secret}", SECRET)
                .replace("${node}", node.url());
    }

    /** The address of an offer of Keycloak to the user {@code city}. */
    private static String offer(String configuration, boolean preAuthorised) {
        String clerk = keycloak.token(
                        REALM,
                        Map.of(
                                "grant_type", "password",
                                "client_id", DID,
                                "username", "clerk",
                                "password", SECRET,
                                "scope", "openid"))
                .path("access_token")
                .asString("");
        JsonNode made = keycloak.get(
                REALM,
                "/protocol/oid4vc/create-credential-offer?target_user=city&pre_authorized=" + preAuthorised
                        + "&credential_configuration_id=" + configuration,
                clerk);
        return "openid-credential-offer://?credential_offer_uri="
                + Browser.encoded(made.path("issuer").asString() + "/"
                        + made.path("nonce").asString());
    }

    private static HttpResponse<String> receive(Browser browser, String offer) {
        return browser.send(
                "POST",
                "/api/credentials/receive",
                "{\"offer\": \"" + offer + "\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + node.token("operator"));
    }

    private static void holds(Browser browser, String type) {
        String organisation = browser.get("/api/organisation", "Authorization", "Bearer " + node.token())
                .body();
        assertThat(organisation).contains(type).contains(keycloak.issuer(REALM));
    }

    @Test
    void aPreAuthorisedSdJwtIsReceived() {
        try (Browser browser = new Browser(node)) {
            HttpResponse<String> received = receive(browser, offer("membership-sd", true));
            assertThat(received.statusCode()).as(received.body()).isEqualTo(201);
            holds(browser, VCT);
        }
    }

    @Test
    void aPreAuthorisedJwtIsReceived() {
        try (Browser browser = new Browser(node)) {
            HttpResponse<String> received = receive(browser, offer("membership", true));
            assertThat(received.statusCode()).as(received.body()).isEqualTo(201);
            holds(browser, "MembershipCredential");
        }
    }

    @Test
    void aCredentialIsReceivedAfterSigningInAtKeycloak() {
        try (Browser browser = new Browser(node)) {
            HttpResponse<String> answer = receive(browser, offer("membership-sd", false));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            String signInAt =
                    JsonMapper.shared().readTree(answer.body()).path("signInAt").asString();
            HttpResponse<String> page = browser.get(signInAt);
            Matcher form = LOGIN_FORM.matcher(page.body());
            assertThat(form.find()).as(page.body()).isTrue();
            String back = Browser.location(browser.post(
                    form.group(1).replace("&amp;", "&"),
                    Map.of("username", "city", "password", SECRET, "credentialId", "")));
            assertThat(back).startsWith(node.url() + "/oid4vci/callback?");
            HttpResponse<String> done = browser.get(back, "Authorization", "Bearer " + node.token("operator"));
            assertThat(done.statusCode()).as(done.body()).isLessThan(400);
            holds(browser, VCT);
        }
    }
}
