package eu.twintown.node.dataspace.dsp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import eu.twintown.node.trust.did.Did;
import eu.twintown.node.trust.did.DidDocument;
import eu.twintown.node.trust.did.DidService;
import eu.twintown.node.trust.jose.TrustException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds where another participant's endpoints of the Dataspace Protocol are (clause "Discovery of Service Endpoints"): the
 * configuration decides, else the services of its DID document, a data service before a catalog service.
 */
public final class Counterparties {
    private static final String VERSION = "2025-1";
    private static final String WELL_KNOWN = "/.well-known/dspace-version";
    private static final String CATALOG = "/catalog";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final Map<String, URI> configured;
    private final Function<Did, DidDocument> resolver;
    private final Function<OutgoingClient.Request, OutgoingClient.Response> outgoing;
    private final Cache<String, URI> found =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FRESH).build();

    /**
     * @param configured base addresses by participant id
     * @param outgoing sends without a proof: the versions of a connector are open to everybody
     */
    public Counterparties(
            Map<String, URI> configured,
            Function<Did, DidDocument> resolver,
            Function<OutgoingClient.Request, OutgoingClient.Response> outgoing) {
        this.configured = Map.copyOf(configured);
        this.resolver = resolver;
        this.outgoing = outgoing;
    }

    /** The services that a node's own DID document names. */
    public static List<DidService> services(URI publicUrl) {
        URI root = DspSettings.withoutSlash(publicUrl);
        return List.of(
                new DidService("#data-service", "DataService", URI.create(root + WELL_KNOWN)),
                new DidService("#catalog-service", "CatalogService", URI.create(root + "/dsp" + CATALOG)));
    }

    /** The same where nobody can ask for the versions without a client certificate: the address itself is named. */
    public static List<DidService> servicesAtTier2(URI place) {
        String base = DspSettings.withoutSlash(place) + "/dsp";
        return List.of(
                new DidService("#data-service", "DataService", URI.create(base)),
                new DidService("#catalog-service", "CatalogService", URI.create(base + CATALOG)));
    }

    /**
     * The base address of a participant's endpoints, without a slash at the end.
     *
     * @throws ProblemException BadRequestData where it has none that can be found; BadGateway where it does not answer
     */
    public URI address(String participant) {
        URI known = configured.get(participant);
        return known != null ? known : found.get(participant, this::discover);
    }

    private URI discover(String participant) {
        try {
            DidDocument document = resolver.apply(Did.parse(participant));
            Optional<DidService> data = document.service("DataService");
            if (data.isPresent()) {
                return ofVersions(data.get().endpoint());
            }
            return document.service("CatalogService")
                    .map(service -> cut(service.endpoint(), CATALOG))
                    .orElseThrow(() -> new ProblemException(
                            ProblemType.BAD_REQUEST_DATA,
                            "The DID document of " + participant + " names neither a DataService nor a CatalogService;"
                                    + " give the address"));
        } catch (TrustException e) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST_DATA, "The DID " + participant + " cannot be resolved: " + e.safe());
        } catch (OutgoingException e) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, String.valueOf(e.getMessage()));
        }
    }

    /** Asks for the versions; an endpoint that is not their address is taken for the base itself. */
    private URI ofVersions(URI endpoint) {
        String text = endpoint.toString();
        if (!text.endsWith(WELL_KNOWN)) {
            return DspSettings.withoutSlash(endpoint);
        }
        String root = text.substring(0, text.length() - WELL_KNOWN.length());
        OutgoingClient.Response response = outgoing.apply(new OutgoingClient.Request(
                "GET", endpoint, Map.of("Accept", "application/json"), new byte[0], PATIENCE));
        if (response.status() != 200) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, endpoint + " answered " + response.status());
        }
        for (JsonNode version : json(response, endpoint).path("protocolVersions")) {
            if (version.path("version").asString("").equals(VERSION)
                    && version.path("binding").asString("HTTPS").equals("HTTPS")) {
                String path = version.path("path").asString("");
                return DspSettings.withoutSlash(
                        URI.create(root + (path.isEmpty() || path.startsWith("/") ? path : "/" + path)));
            }
        }
        throw new ProblemException(
                ProblemType.BAD_GATEWAY, endpoint + " names no version " + VERSION + " of the Dataspace Protocol");
    }

    private static JsonNode json(OutgoingClient.Response response, URI endpoint) {
        try {
            return JsonMapper.shared().readTree(response.body());
        } catch (JacksonException e) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, endpoint + " answered no JSON");
        }
    }

    private static URI cut(URI endpoint, String end) {
        String text = DspSettings.withoutSlash(endpoint).toString();
        return URI.create(text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text);
    }
}
