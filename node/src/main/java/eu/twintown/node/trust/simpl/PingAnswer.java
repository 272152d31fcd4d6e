package eu.twintown.node.trust.simpl;

import eu.twintown.node.trust.simpl.onboarding.Installed;
import eu.twintown.node.trust.simpl.onboarding.Membership;
import eu.twintown.node.trust.simpl.onboarding.MembershipStore;
import eu.twintown.node.trust.simpl.proof.CredentialId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What this participant says of itself to others, in the forms of both versions. */
record PingAnswer(MembershipStore store, Installed installed) {

    ObjectNode v2() {
        Membership now = store.get();
        ObjectNode answer = JsonMapper.shared()
                .createObjectNode()
                .put("id", now.participantId().orElse(""))
                .put("organization", organisation(now));
        answer.set("identityAttributes", attributes(now));
        return answer;
    }

    ObjectNode v1() {
        Membership now = store.get();
        X509Certificate own = installed.certificate().orElseThrow();
        String since = now.echo()
                .path("creationTimestamp")
                .asString(own.getNotBefore().toInstant().toString());
        ObjectNode answer = JsonMapper.shared()
                .createObjectNode()
                .put("id", now.participantId().orElse(""))
                .put("participantType", now.participantType())
                .put("organization", organisation(now))
                .put("creationTimestamp", since)
                .put("updateTimestamp", now.echo().path("updateTimestamp").asString(since))
                .put("credentialId", CredentialId.of(own))
                .put("expiryDate", own.getNotAfter().toInstant().toString());
        answer.set("identityAttributes", attributes(now));
        return answer;
    }

    private static String organisation(Membership now) {
        return now.echo()
                .path("organization")
                .asString(now.request()
                        .map(r -> r.path("organization").asString(""))
                        .orElse(""));
    }

    /** As the authority told them, with the members that the contract demands. */
    private static ArrayNode attributes(Membership now) {
        ArrayNode attributes = JsonMapper.shared().createArrayNode();
        for (JsonNode one : now.echo().path("identityAttributes")) {
            ObjectNode attribute = one.isObject() ? (ObjectNode) one.deepCopy() : attributes.objectNode();
            String code = attribute.path("code").asString("");
            if (!attribute.has("name")) {
                attribute.put("name", code);
            }
            for (String flag : new String[] {"assignableToRoles", "enabled", "used", "right"}) {
                if (!attribute.has(flag)) {
                    attribute.put(flag, flag.equals("enabled"));
                }
            }
            String since = attribute.path("creationTimestamp").asString(Instant.EPOCH.toString());
            attribute.put("creationTimestamp", since);
            attribute.put("updateTimestamp", attribute.path("updateTimestamp").asString(since));
            attributes.add(attribute);
        }
        return attributes;
    }
}
