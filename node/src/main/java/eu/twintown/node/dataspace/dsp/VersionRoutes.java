package eu.twintown.node.dataspace.dsp;

import eu.twintown.node.http.Exchange;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Which versions of the protocol are spoken here, and with which proofs (clause "Exposure of Versions"). */
public final class VersionRoutes implements HttpService {
    /** Profiles of DCP in which credentials are verified. */
    private static final List<String> DCP_PROFILES = List.of("vc20-bssl/jwt", "vc11-sl2021/jwt");

    private final byte[] answer;

    /** @param participant id of this node */
    public VersionRoutes(String participant) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        ObjectNode version = node.putArray("protocolVersions")
                .addObject()
                .put("version", "2025-1")
                .put("path", "/dsp")
                .put("binding", "HTTPS")
                .put("serviceId", participant)
                .put("identifierType", participant.startsWith("did:web:") ? "did:web" : "did");
        ObjectNode auth = version.putObject("auth").put("protocol", "DCP").put("version", "1.0");
        DCP_PROFILES.forEach(auth.putArray("profile")::add);
        this.answer = node.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                "/.well-known/dspace-version",
                Exchange.handler(exchange -> exchange.send(200, "application/json", answer)));
    }
}
