package eu.twintown.node.trust.oidc.local;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.oidc.SignInSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The authorization endpoint's rules (RFC 6749, section 4.1; RFC 7636; OpenID Connect Core 1.0, section 3.1.2): the code
 * flow with PKCE, and nothing else.
 */
final class Authorizations {
    /** The node's own browser sessions; no configuration needed. */
    static final String OWN_CLIENT = "twintown";

    /** An S256 challenge is 43 characters; RFC 7636, section 4.2. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final int LONGEST_VALUE = 1000;

    private final Accounts accounts;
    private final Tokens tokens;

    Authorizations(Accounts accounts, Tokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /**
     * Who asks and where the answer goes; nothing else is known to be right yet.
     *
     * @throws ProblemException where there is nobody to send an answer to
     */
    AuthorizationRequest from(Parameters parameters, String browser) {
        String id = parameters.text("client_id").orElse("");
        SignInSettings.Client client =
                client(id).orElseThrow(() -> refused("client_id", "names no client that is known here"));
        String redirect = parameters.text("redirect_uri").orElse("");
        if (!client.redirectUris().contains(redirect)) {
            throw refused("redirect_uri", "is none of those that the client " + client.id() + " is configured with");
        }
        return new AuthorizationRequest(
                id,
                client.title(),
                redirect,
                value(parameters, "scope"),
                value(parameters, "state"),
                value(parameters, "nonce"),
                value(parameters, "code_challenge"),
                browser);
    }

    private Optional<SignInSettings.Client> client(String id) {
        return id.equals(OWN_CLIENT)
                ? Optional.of(new SignInSettings.Client(
                        OWN_CLIENT, "", Optional.empty(), java.util.Set.of(), List.of(ownRedirect()), false, Map.of()))
                : accounts.client(id);
    }

    /** Where the node's own sign-in comes back to. */
    String ownRedirect() {
        return tokens.audience() + "/auth/callback";
    }

    /** Looks at the rest; what is wrong is told to the client. */
    static void check(AuthorizationRequest request, Parameters parameters) {
        if (!value(parameters, "response_type").equals("code")) {
            throw new OAuthError("unsupported_response_type", "Only response_type=code is supported");
        }
        if (!Arrays.asList(request.scope().split(" ")).contains("openid")) {
            throw new OAuthError("invalid_scope", "The scope must hold openid");
        }
        if (!value(parameters, "code_challenge_method").equals("S256")
                || !CHALLENGE.matcher(request.challenge()).matches()) {
            throw new OAuthError("invalid_request", "PKCE with code_challenge_method=S256 is required");
        }
        if (parameters.has("request") || parameters.has("request_uri")) {
            throw new OAuthError("request_not_supported", "Request objects are not supported");
        }
    }

    private static String value(Parameters parameters, String name) {
        String value = parameters.asMap().getOrDefault(name, "");
        if (value.length() > LONGEST_VALUE) {
            throw refused(name, "is longer than " + LONGEST_VALUE + " characters");
        }
        return value;
    }

    private static ProblemException refused(String parameter, String what) {
        return new ProblemException(
                ProblemType.INVALID_REQUEST, "This sign-in cannot begin: " + parameter + " " + what);
    }
}
