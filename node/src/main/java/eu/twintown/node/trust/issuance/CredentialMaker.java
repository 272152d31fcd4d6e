package eu.twintown.node.trust.issuance;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectBuilder;
import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.did.NodeDid;
import eu.twintown.node.trust.jose.StrictJson;
import eu.twintown.node.trust.status.StatusLists;
import eu.twintown.node.trust.status.StatusLists.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes and signs credentials in each format. */
final class CredentialMaker {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final String BITSTRING_CONTEXT = "https://www.w3.org/ns/credentials/v2";
    private static final String CONTEXT_1 = "https://www.w3.org/2018/credentials/v1";
    private static final String STATUS_2021_CONTEXT = "https://w3id.org/vc/status-list/2021/v1";

    private final NodeDid node;
    private final StatusLists lists;

    CredentialMaker(NodeDid node, StatusLists lists) {
        this.node = node;
        this.lists = lists;
    }

    String make(CredentialOrder order, String id, Optional<Place> place, Instant now) {
        return order.format() == CredentialFormat.SD_JWT ? sdJwt(order, id, place, now) : jwt(order, id, place, now);
    }

    private String jwt(CredentialOrder order, String id, Optional<Place> place, Instant now) {
        boolean two = order.format() == CredentialFormat.VC20_JWT;
        Instant end = now.plus(order.validity());
        ObjectNode credential = StrictJson.object();
        ArrayNode contexts = credential.putArray("@context").add(two ? BITSTRING_CONTEXT : CONTEXT_1);
        if (!two && place.isPresent()) {
            contexts.add(STATUS_2021_CONTEXT);
        }
        order.contexts().forEach(contexts::add);
        ArrayNode types = credential.put("id", id).putArray("type").add("VerifiableCredential");
        order.types().forEach(types::add);
        credential
                .put("issuer", node.did().value())
                .put(two ? "validFrom" : "issuanceDate", now.toString())
                .put(two ? "validUntil" : "expirationDate", end.toString());
        ObjectNode subject = StrictJson.object();
        if (!order.subject().isEmpty()) {
            subject.put("id", order.subject());
        }
        subject.setAll(order.claims());
        credential.set("credentialSubject", subject);
        place.ifPresent(at -> credential.set("credentialStatus", lists.entry(at, order.format())));
        ObjectNode claims = two ? credential : StrictJson.object();
        registered(claims, order, now, end).put("jti", id);
        if (!two) {
            claims.set("vc", credential);
        }
        ObjectNode header = StrictJson.object().put("typ", two ? "vc+jwt" : "JWT");
        if (two) {
            header.put("cty", "vc");
        }
        return node.key().sign(header.put("kid", node.keyId()), claims);
    }

    private ObjectNode registered(ObjectNode claims, CredentialOrder order, Instant now, Instant end) {
        claims.put("iss", node.did().value());
        if (!order.subject().isEmpty()) {
            claims.put("sub", order.subject());
        }
        return claims.put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", end.getEpochSecond());
    }

    private String sdJwt(CredentialOrder order, String id, Optional<Place> place, Instant now) {
        ObjectNode open = StrictJson.object();
        registered(open, order, now, now.plus(order.validity()));
        open.put("jti", id).put("vct", order.types().getFirst());
        order.holderKey().ifPresent(jwk -> open.putObject("cnf").set("jwk", jwk));
        place.ifPresent(at -> open.set("status", lists.entry(at, CredentialFormat.SD_JWT)));
        SDObjectBuilder builder = new SDObjectBuilder();
        List<Disclosure> disclosures = new ArrayList<>();
        StrictJson.MAPPER.convertValue(order.claims(), MAP).forEach((name, value) -> {
            if (open.has(name)) {
                throw new IllegalArgumentException("The claim " + name + " is set by the issuer");
            }
            if (order.selective().contains(name)) {
                disclosures.add(builder.putSDClaim(name, value));
            } else {
                builder.putClaim(name, value);
            }
        });
        StrictJson.MAPPER.convertValue(open, MAP).forEach(builder::putClaim);
        ObjectNode claims = StrictJson.MAPPER.convertValue(builder.build(!disclosures.isEmpty()), ObjectNode.class);
        ObjectNode header = StrictJson.object().put("typ", "dc+sd-jwt").put("kid", node.keyId());
        return new SDJWT(node.key().sign(header, claims), disclosures).toString();
    }
}
