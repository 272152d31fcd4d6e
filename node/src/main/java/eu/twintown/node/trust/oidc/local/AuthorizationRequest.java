package eu.twintown.node.trust.oidc.local;

import eu.twintown.node.trust.oidc.Forms;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client asked of a person (OpenID Connect Core 1.0, section 3.1.2.1), found valid.
 *
 * @param nonce empty where it gave none
 * @param state empty where it gave none
 * @param browser fingerprint of the cookie of the browser in which it began
 */
record AuthorizationRequest(
        String clientId,
        String clientTitle,
        String redirectUri,
        String scope,
        String state,
        String nonce,
        String challenge,
        String browser) {

    /** Where the browser goes with a code. */
    String answer(String issuer, String code) {
        return back(issuer, Map.of("code", code));
    }

    /** Where the browser goes with an error. */
    String refusal(String issuer, OAuthError error) {
        return back(issuer, Map.of("error", error.code(), "error_description", error.description()));
    }

    private String back(String issuer, Map<String, String> fields) {
        Map<String, String> query = new LinkedHashMap<>(fields);
        if (!state.isEmpty()) {
            query.put("state", state);
        }
        query.put("iss", issuer); // RFC 9207
        return Forms.url(redirectUri, query);
    }
}
