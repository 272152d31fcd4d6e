package eu.twintown.node.dataspace.transfer.token;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.transfer.token.TokenIssuer.Issued;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.Parameters;
import eu.twintown.node.trust.Principal;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the other side of a transfer renews its tokens (RFC 6749, sections 6 and 5). It has to prove who it is like with
 * any message of the Dataspace Protocol: a token of this node alone does not suffice.
 */
public final class TokenRoutes implements HttpService {
    /** Where it is. */
    public static final String PATH = "/dataspace/token";

    private static final String JSON = "application/json";
    private static final int LARGEST = 16_384;

    private final TokenIssuer issuer;

    public TokenRoutes(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, Exchange.handler(this::token));
    }

    private void token(Exchange exchange) {
        Principal caller = Principal.of(exchange);
        if (!caller.attribute(TokenIssuer.TRANSFER).isEmpty()
                || !caller.attribute(TokenIssuer.INBOX).isEmpty()) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Prove who you are as in the Dataspace Protocol; a transfer token is no proof");
        }
        exchange.answerHeader("Cache-Control", "no-store");
        try {
            Issued issued = issued(exchange.form(LARGEST), caller.id());
            ObjectNode answer = JsonMapper.shared()
                    .createObjectNode()
                    .put("access_token", issued.accessToken())
                    .put("token_type", "Bearer")
                    .put("expires_in", issued.life().toSeconds())
                    .put("refresh_token", issued.refreshToken());
            send(exchange, 200, answer);
        } catch (TokenFault e) {
            send(
                    exchange,
                    400,
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("error", e.error())
                            .put("error_description", e.getMessage()));
        }
    }

    private Issued issued(Parameters form, String caller) {
        String type = required(form, "grant_type");
        return switch (type) {
            case "refresh_token" -> issuer.refresh(required(form, "refresh_token"), caller);
            case "client_credentials" -> issuer.renew(required(form, "transfer"), caller);
            default -> throw TokenFault.type("The grant type must be refresh_token or client_credentials");
        };
    }

    private static String required(Parameters form, String name) {
        String value = form.asMap().getOrDefault(name, "");
        if (value.isEmpty()) {
            throw TokenFault.request("The field " + name + " is missing");
        }
        return value;
    }

    private static void send(Exchange exchange, int status, ObjectNode body) {
        exchange.send(status, JSON, JsonMapper.shared().writeValueAsBytes(body));
    }
}
