package eu.twintown.node.trust.oid4vc.issuer;

import eu.twintown.node.trust.jose.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * An offer of credentials, from its making until they were fetched. Codes and tokens are kept as digests only.
 *
 * @param configurations ids of what is offered
 * @param claims what the credentials will say about their subject
 * @param subject DID that must prove itself to get them; empty = whoever has the code
 * @param account id of the principal who must be signed in (authorisation code); empty = the code in the offer is enough
 * @param codeDigest of the pre-authorised or the authorisation code; empty where there is none (yet, or any more)
 * @param transactionDigest of the code that the holder must type; empty = none is wanted
 * @param challenge PKCE challenge that came with the authorisation request
 * @param redirectUri where the authorisation code was sent
 * @param tokenDigest of the access token; empty before there is one
 * @param until end of the offer, then of the token
 * @param wrongCodes how often a wrong transaction code was tried
 * @param issued how many credentials were fetched
 */
record Offer(
        String id,
        List<String> configurations,
        ObjectNode claims,
        String subject,
        String account,
        String codeDigest,
        String transactionDigest,
        String challenge,
        String redirectUri,
        String tokenDigest,
        Instant until,
        int wrongCodes,
        int issued) {

    Offer {
        configurations = List.copyOf(configurations);
    }

    Offer authorised(String newCodeDigest, String newChallenge, String newRedirectUri, Instant end) {
        return new Offer(
                id,
                configurations,
                claims,
                subject,
                account,
                newCodeDigest,
                transactionDigest,
                newChallenge,
                newRedirectUri,
                tokenDigest,
                end,
                wrongCodes,
                issued);
    }

    Offer redeemed(String newTokenDigest, Instant end) {
        return new Offer(
                id, configurations, claims, subject, account, "", "", "", "", newTokenDigest, end, wrongCodes, issued);
    }

    /** After too many wrong codes the offer is void. */
    Offer wrongCode(int most) {
        boolean last = wrongCodes + 1 >= most;
        return new Offer(
                id,
                configurations,
                claims,
                subject,
                account,
                last ? "" : codeDigest,
                transactionDigest,
                challenge,
                redirectUri,
                tokenDigest,
                until,
                wrongCodes + 1,
                issued);
    }

    Offer withIssued(int more) {
        return new Offer(
                id,
                configurations,
                claims,
                subject,
                account,
                codeDigest,
                transactionDigest,
                challenge,
                redirectUri,
                tokenDigest,
                until,
                wrongCodes,
                issued + more);
    }

    String text() {
        ObjectNode json = StrictJson.object().put("id", id);
        configurations.forEach(json.putArray("configurations")::add);
        json.set("claims", claims);
        return json.put("subject", subject)
                .put("account", account)
                .put("codeDigest", codeDigest)
                .put("transactionDigest", transactionDigest)
                .put("challenge", challenge)
                .put("redirectUri", redirectUri)
                .put("tokenDigest", tokenDigest)
                .put("until", until.toString())
                .put("wrongCodes", wrongCodes)
                .put("issued", issued)
                .toString();
    }

    static Offer read(String text) {
        ObjectNode json = StrictJson.object(text);
        List<String> configurations = new ArrayList<>();
        json.path("configurations").forEach(one -> configurations.add(one.asString()));
        return new Offer(
                json.path("id").asString(),
                configurations,
                Optional.of(json.path("claims"))
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .orElseGet(StrictJson::object),
                json.path("subject").asString(),
                json.path("account").asString(),
                json.path("codeDigest").asString(),
                json.path("transactionDigest").asString(),
                json.path("challenge").asString(),
                json.path("redirectUri").asString(),
                json.path("tokenDigest").asString(),
                Instant.parse(json.path("until").asString()),
                json.path("wrongCodes").asInt(),
                json.path("issued").asInt());
    }
}
