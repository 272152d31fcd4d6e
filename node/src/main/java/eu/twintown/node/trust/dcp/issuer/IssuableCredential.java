package eu.twintown.node.trust.dcp.issuer;

import eu.twintown.node.trust.credential.CredentialFormat;
import eu.twintown.node.trust.jose.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credential that this node offers to issue: a CredentialObject (DCP 1.0.1).
 *
 * @param id stable name, by which requests ask for it
 * @param validity how long what is issued is valid
 */
public record IssuableCredential(String id, String type, CredentialFormat format, Duration validity) {

    /** One for each profile of the protocol. */
    public static List<IssuableCredential> inBothProfiles(String type, Duration validity) {
        return Stream.of(CredentialFormat.VC20_JWT, CredentialFormat.VC11_JWT)
                .map(format -> new IssuableCredential(id(type, format), type, format, validity))
                .toList();
    }

    /** The same at every start, since holders may keep it. */
    private static String id(String type, CredentialFormat format) {
        return UUID.nameUUIDFromBytes((type + " " + format.profile()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    ObjectNode json() {
        ObjectNode json = StrictJson.object()
                .put("id", id)
                .put("type", "CredentialObject")
                .put("credentialType", type)
                .put("offerReason", "issuance")
                .put("profile", format.profile());
        json.putArray("bindingMethods").add("did:web");
        return json;
    }

    /** The format's name in a CredentialMessage; the specification leaves it open, these are the ones in use. */
    String messageFormat() {
        return format == CredentialFormat.VC20_JWT ? "VC2_0_JOSE" : "VC1_0_JWT";
    }
}
