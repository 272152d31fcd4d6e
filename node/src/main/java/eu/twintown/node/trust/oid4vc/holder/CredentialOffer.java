package eu.twintown.node.trust.oid4vc.holder;

import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An offer that came to this holder (OpenID4VCI 1.0, section 4.1).
 *
 * @param preAuthorisedCode empty where one has to sign in at the issuer
 * @param wantsTransactionCode whether the issuer sent a code by another way, to be typed here
 * @param issuerState to be given back when signing in
 */
record CredentialOffer(
        String issuer,
        List<String> configurations,
        Optional<String> preAuthorisedCode,
        boolean wantsTransactionCode,
        Optional<String> issuerState) {

    private static final String PRE_AUTHORIZED = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

    CredentialOffer {
        configurations = List.copyOf(configurations);
    }

    /** Reads an {@code openid-credential-offer:} link, a https link of the same form, or the offer's JSON. */
    static CredentialOffer read(String text, RemoteJson remote) {
        String offer = text.strip();
        if (offer.startsWith("{")) {
            return of(json(offer));
        }
        Optional<String> inline = parameter(offer, "credential_offer");
        if (inline.isPresent()) {
            return of(json(inline.get()));
        }
        return parameter(offer, "credential_offer_uri")
                .map(address -> {
                    try {
                        return of(remote.get(URI.create(address)));
                    } catch (IllegalArgumentException e) {
                        throw HolderException.invalid("credential_offer_uri is no address");
                    }
                })
                .orElseThrow(() -> HolderException.invalid(
                        "The offer must be its JSON, or a link with credential_offer or credential_offer_uri"));
    }

    private static CredentialOffer of(ObjectNode json) {
        List<String> configurations = new ArrayList<>();
        json.path("credential_configuration_ids").forEach(one -> configurations.add(one.asString("")));
        String issuer = json.path("credential_issuer").asString("");
        if (issuer.isEmpty() || configurations.isEmpty()) {
            throw HolderException.invalid("The offer must have credential_issuer and credential_configuration_ids");
        }
        JsonNode grants = json.path("grants");
        JsonNode pre = grants.path(PRE_AUTHORIZED);
        return new CredentialOffer(
                issuer,
                configurations,
                text(pre, "pre-authorized_code"),
                pre.path("tx_code").isObject(),
                text(grants.path("authorization_code"), "issuer_state"));
    }

    private static Optional<String> text(JsonNode json, String name) {
        return Optional.of(json.path(name).asString("")).filter(value -> !value.isEmpty());
    }

    private static ObjectNode json(String text) {
        try {
            return StrictJson.object(text);
        } catch (TrustException e) {
            throw HolderException.invalid("The offer is no JSON object");
        }
    }

    /** A parameter of a link's query. */
    static Optional<String> parameter(String link, String name) {
        int query = link.indexOf('?');
        if (query < 0) {
            return Optional.empty();
        }
        for (String pair : link.substring(query + 1).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                try {
                    return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    throw HolderException.invalid("The parameter " + name + " of the link is not well encoded");
                }
            }
        }
        return Optional.empty();
    }
}
