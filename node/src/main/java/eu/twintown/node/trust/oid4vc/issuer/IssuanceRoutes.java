package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.JsonBodies;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import eu.twintown.node.trust.oid4vc.OAuthError;
import eu.twintown.node.trust.oid4vc.issuer.Issuance.AuthorizationRequest;
import eu.twintown.node.trust.oid4vc.issuer.Issuance.TokenRequest;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The issuer's face: metadata and the endpoints that wallets use. */
public final class IssuanceRoutes implements HttpService {
    private static final int LONGEST_FORM = 16 * 1024;

    private final IssuerMetadata metadata;
    private final Issuance issuance;
    private final JsonBodies bodies;

    public IssuanceRoutes(IssuerMetadata metadata, Issuance issuance, JsonBodies bodies) {
        this.metadata = metadata;
        this.issuance = issuance;
        this.bodies = bodies;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/.well-known/openid-credential-issuer", answering(exchange -> metadata.credentialIssuer()))
                .get("/.well-known/oauth-authorization-server", answering(exchange -> metadata.authorizationServer()))
                .get(IssuerMetadata.AUTHORIZE, Exchange.handler(this::authorise))
                .post(
                        IssuerMetadata.TOKEN,
                        answering(exchange -> issuance.token(tokenRequest(exchange.form(LONGEST_FORM)))))
                .post(IssuerMetadata.NONCE, answering(exchange -> StrictJson.object()
                        .put("c_nonce", issuance.nonce())))
                .post(IssuerMetadata.CREDENTIAL, answering(this::credential));
    }

    private ObjectNode credential(Exchange exchange) {
        String token = IssuanceTokens.bearer(exchange.header("Authorization").orElse(""))
                .orElseThrow(() -> new OAuthError(401, "invalid_token", "An access token of this issuer is needed"));
        ObjectNode request;
        try {
            request = StrictJson.object(bodies.bytes(exchange));
        } catch (TrustException e) {
            throw OAuthError.of("invalid_credential_request", e.safe());
        }
        return issuance.credential(token, request);
    }

    private static TokenRequest tokenRequest(Parameters form) {
        String grant = form.text("grant_type").orElse("");
        String code = form.text(grant.equals("authorization_code") ? "code" : "pre-authorized_code")
                .orElse("");
        return new TokenRequest(
                grant,
                code,
                form.text("tx_code"),
                form.text("code_verifier").orElse(""),
                form.text("redirect_uri").orElse(""));
    }

    /** The person's browser comes here; whoever is not signed in is sent to sign in first. */
    private void authorise(Exchange exchange) {
        Parameters query = exchange.query();
        String redirect = query.text("redirect_uri").orElse("");
        String state = query.text("state").orElse("");
        if (!issuance.knowsRedirect(redirect)) {
            send(exchange, OAuthError.of("invalid_request", "redirect_uri is not one that this issuer sends codes to"));
            return;
        }
        Principal principal = Principal.of(exchange);
        if (principal.kind() != Principal.Kind.PERSON) {
            String here = IssuerMetadata.AUTHORIZE + "?" + rawQuery(query);
            exchange.redirect("/auth/login?return=" + encode(here));
            return;
        }
        String answer;
        try {
            String code = issuance.authorise(
                    new AuthorizationRequest(
                            query.text("response_type").orElse(""),
                            redirect,
                            state,
                            query.text("code_challenge").orElse(""),
                            query.text("code_challenge_method").orElse(""),
                            query.text("issuer_state").orElse("")),
                    principal.id());
            answer = "code=" + encode(code);
        } catch (OAuthError e) {
            answer = "error=" + encode(e.code()) + "&error_description=" + encode(String.valueOf(e.getMessage()));
        }
        exchange.redirect(redirect + (redirect.contains("?") ? "&" : "?") + answer
                + (state.isEmpty() ? "" : "&state=" + encode(state)) + "&iss=" + encode(metadata.issuer()));
    }

    private static String rawQuery(Parameters query) {
        StringBuilder text = new StringBuilder();
        query.asMap().forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return text.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Handler answering(Function<Exchange, ObjectNode> operation) {
        return Exchange.handler(exchange -> {
            try {
                exchange.answerHeader("Cache-Control", "no-store");
                exchange.send(200, MediaType.JSON, StrictJson.bytes(operation.apply(exchange)));
            } catch (OAuthError e) {
                send(exchange, e);
            }
        });
    }

    private static void send(Exchange exchange, OAuthError error) {
        if (error.status() == 401) {
            exchange.answerHeader("WWW-Authenticate", "Bearer error=\"" + error.code() + "\"");
        }
        exchange.send(error.status(), MediaType.JSON, StrictJson.bytes(error.json()));
    }
}
