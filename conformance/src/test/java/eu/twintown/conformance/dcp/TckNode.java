package eu.twintown.conformance.dcp;

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
    static DcpNode start(List<Integer> tckPorts) {
        String anchors = tckPorts.stream()
                .map(TckNode::issuer)
                .map(did -> "{did: \"" + did + "\", types: [MembershipCredential]}")
                .collect(Collectors.joining(", "));
        return new DcpNode("tck", DcpNode.freePort(), tckPorts, IDENTITY, """
                trust:
                  anchors: [%s]
                dcp:
                  require: [MembershipCredential]
                  issue:
                    - {type: MembershipCredential, validity: 1h}
                    - {type: SensitiveDataCredential, validity: 1h}
                  holders: ["*"]
                """.formatted(anchors));
    }

    /** The DID of the TCK's own issuer. */
    static String issuer(int port) {
        return DcpNode.did(port) + ":issuer";
    }

    /** Makes the node ask an issuer for credentials; the request's id (holderPid). */
    static String request(DcpNode node, String issuer) {
        return node.write(
                        "POST",
                        "/api/dcp/requests",
                        "{\"issuer\":\"" + issuer
                                + "\",\"types\":[\"MembershipCredential\",\"SensitiveDataCredential\"]}")
                .path("id")
                .asString();
    }
}
