package eu.twintown.node.catalogue;

import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.Exchange;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.outgoing.OutgoingClient.Request;
import eu.twintown.node.http.outgoing.OutgoingClient.Response;
import eu.twintown.node.http.outgoing.OutgoingException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code GET /api/peers/{id}/catalogue}: the catalogue of a configured peer, read with this node's proof of who it is, so
 * that its people can see what the peer shows to members of the data space only.
 */
public final class PeerCatalogueRoutes implements HttpService {
    private static final ParameterNames PARAMETERS = ParameterNames.of("format");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int REFUSED_FROM = 401;
    private static final int REFUSED_TO = 403;

    private final Function<String, Optional<URI>> addresses;
    private final Function<Request, Response> send;
    private final Function<URI, Optional<String>> refusals;

    /**
     * @param addresses gives a peer's address by its name or the id of its registration
     * @param send asks a peer with this node's proof
     * @param refusals tells of an address why the peer there does not accept the proof
     */
    public PeerCatalogueRoutes(
            Function<String, Optional<URI>> addresses,
            Function<Request, Response> send,
            Function<URI, Optional<String>> refusals) {
        this.addresses = addresses;
        this.send = send;
        this.refusals = refusals;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/api/peers/{id}/catalogue", Exchange.handler(this::catalogue));
    }

    private void catalogue(Exchange exchange) {
        CatalogueFormat format = exchange.parameters(PARAMETERS)
                .text("format")
                .map(name -> CatalogueFormat.named(name)
                        .orElseThrow(() -> ProblemException.badParameter(
                                "format", "format is '" + name + "'; it must be jsonld or ttl")))
                .orElse(CatalogueFormat.JSON_LD);
        String id = exchange.variable("id");
        URI peer = addresses
                .apply(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RESOURCE_NOT_FOUND, "No peer '" + id + "' stands in the configuration"));
        Response response = ask(peer, format);
        if (response.status() != 200) {
            throw failed(peer, response.status());
        }
        String type = response.headers().getOrDefault("content-type", "");
        // Whatever else a peer may send must not run in a browser as if it came from here.
        if (!type.toLowerCase(Locale.ROOT).startsWith(format.mediaType())) {
            throw new ProblemException(
                    ProblemType.BAD_GATEWAY,
                    peer + " answered with '" + type + "' instead of a catalogue as " + format.mediaType());
        }
        exchange.answerHeader("Cache-Control", "no-store").send(200, type, response.body());
    }

    private Response ask(URI peer, CatalogueFormat format) {
        URI catalogue = URI.create(peer.toString().replaceFirst("/(ngsi-ld(/v1)?/?)?$", "") + "/catalogue");
        try {
            return send.apply(
                    new Request("GET", catalogue, Map.of("Accept", format.mediaType()), new byte[0], PATIENCE));
        } catch (OutgoingException e) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, peer + " gave no answer: " + e.getMessage());
        }
    }

    private ProblemException failed(URI peer, int status) {
        if (status < REFUSED_FROM || status > REFUSED_TO) {
            return new ProblemException(
                    ProblemType.BAD_GATEWAY, peer + " answered with status " + status + " instead of its catalogue");
        }
        String why = refusals.apply(peer)
                .map(reason -> "it does not accept this node's proof: " + reason)
                .orElse("this node's proof does not suffice");
        return new ProblemException(
                ProblemType.BAD_GATEWAY, peer + " refuses its catalogue with status " + status + "; " + why);
    }
}
