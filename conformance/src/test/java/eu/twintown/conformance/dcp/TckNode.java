package eu.twintown.conformance.dcp;

import eu.twintown.conformance.city.City;
import java.util.List;
import java.util.stream.Collectors;

/** The node that plays the holder, the issuer and the verifier for the TCK; nothing in it knows of the TCK. */
final class TckNode {
    private static final String IDENTITY = """
              # The TCK's DID documents name no verification relationships, its credentials no context, and its status
              # lists are not signed.
              tolerant: true
              unsigned-status-lists: true
              # It wants a token refused that ended a minute ago.
              clock-tolerance: 5s
            """;

    private TckNode() {}

    /** @param tckPorts where the TCK's own parties will be */
    static City start(List<Integer> tckPorts) {
        String anchors = tckPorts.stream()
                .map(TckNode::issuer)
                .map(did -> "{did: \"" + did + "\", types: [MembershipCredential]}")
                .collect(Collectors.joining(", "));
        City node = new City("tck");
        node.start(City.identityOfPorts(tckPorts) + IDENTITY + """
                access: {public: [health], members: [entities]}
                trust:
                  anchors: [%s]
                dcp:
                  require: [MembershipCredential]
                  issue:
                    - {type: MembershipCredential, validity: 1h}
                    - {type: SensitiveDataCredential, validity: 1h}
                  holders: ["*"]
                """.formatted(anchors));
        return node;
    }

    /** The DID of the TCK's own issuer. */
    static String issuer(int port) {
        return City.did(port) + ":issuer";
    }

    /** Makes the node ask an issuer for credentials; the request's id (holderPid). */
    static String request(City node, String issuer) {
        return node.post(
                        "/api/dcp/requests",
                        "{\"issuer\":\"" + issuer
                                + "\",\"types\":[\"MembershipCredential\",\"SensitiveDataCredential\"]}")
                .path("id")
                .asString();
    }
}
