package eu.twintown.node.dataspace.dsp.catalog;

import eu.twintown.kernel.policy.Policy;
import eu.twintown.kernel.policy.PolicyType;
import eu.twintown.kernel.policy.document.PolicyReader;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.dataspace.dsp.delivery.Courier;
import eu.twintown.node.dataspace.dsp.message.DspException;
import eu.twintown.node.dataspace.dsp.message.DspMessage;
import eu.twintown.node.http.outgoing.OutgoingClient;
import eu.twintown.node.http.outgoing.OutgoingException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks other participants for their catalogs. */
public final class CatalogClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");

    private final Courier courier;
    private final BiConsumer<String, JsonNode> seen;

    /**
     * A page of another's catalog.
     *
     * @param next where the next page is
     */
    public record Page(ObjectNode catalog, Optional<URI> next) {}

    public CatalogClient(Courier courier) {
        this(courier, (participant, dataset) -> {});
    }

    /** @param titles keep what others' datasets are called */
    public CatalogClient(Courier courier, Titles titles) {
        this(courier, titles::seen);
    }

    private CatalogClient(Courier courier, BiConsumer<String, JsonNode> seen) {
        this.courier = courier;
        this.seen = seen;
    }

    /** The first page. */
    public Page catalog(String participant, URI address) {
        return page(participant, URI.create(address + "/catalog/request"));
    }

    /** A page that {@link Page#next} named. */
    public Page page(String participant, URI uri) {
        OutgoingClient.Response response = send(
                participant,
                new OutgoingClient.Request(
                        "POST",
                        uri,
                        Map.of("Content-Type", "application/json", "Accept", "application/json"),
                        DspMessage.create("CatalogRequestMessage").toString().getBytes(StandardCharsets.UTF_8),
                        PATIENCE));
        ObjectNode catalog = json(response, uri);
        catalog.path("dataset").forEach(dataset -> seen.accept(participant, dataset));
        Matcher next = NEXT.matcher(response.headers().getOrDefault("link", ""));
        return new Page(catalog, next.find() ? Optional.of(uri.resolve(next.group(1))) : Optional.empty());
    }

    /** One dataset, with the context in which it stands. */
    public ObjectNode dataset(String participant, URI address, String id) {
        URI uri = URI.create(address + "/catalog/datasets/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
        ObjectNode dataset = json(
                send(
                        participant,
                        new OutgoingClient.Request(
                                "GET", uri, Map.of("Accept", "application/json"), new byte[0], PATIENCE)),
                uri);
        seen.accept(participant, dataset);
        return dataset;
    }

    /** The offers of a dataset, as {@link #dataset} gave it. */
    public static List<Policy> offers(ObjectNode dataset) {
        JsonNode policies = dataset.has("hasPolicy") ? dataset.path("hasPolicy") : dataset.path("odrl:hasPolicy");
        List<Policy> offers = new ArrayList<>();
        for (JsonNode policy : policies.isArray() ? policies : List.of(policies)) {
            if (policy instanceof ObjectNode object) {
                ObjectNode alone = object.deepCopy();
                alone.set("@context", dataset.path("@context"));
                offers.add(PolicyReader.read(alone).as(PolicyType.OFFER));
            }
        }
        return offers;
    }

    private OutgoingClient.Response send(String participant, OutgoingClient.Request request) {
        try {
            return courier.send(participant, request);
        } catch (OutgoingException e) {
            throw new ProblemException(ProblemType.BAD_GATEWAY, String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode json(OutgoingClient.Response response, URI uri) {
        ObjectNode json;
        try {
            json = response.body().length > 0
                            && JsonMapper.shared().readTree(response.body()) instanceof ObjectNode object
                    ? object
                    : JsonMapper.shared().createObjectNode();
        } catch (JacksonException e) {
            json = JsonMapper.shared().createObjectNode();
        }
        if (response.status() == 404) {
            throw new ProblemException(ProblemType.RESOURCE_NOT_FOUND, uri + " does not know this");
        }
        if (response.status() != 200 || !json.has("@context")) {
            throw new ProblemException(
                    ProblemType.BAD_GATEWAY, uri.getAuthority() + " answered " + response.status() + reasons(json));
        }
        return json;
    }

    private static String reasons(ObjectNode json) {
        try {
            return json.has("detail")
                    ? ": " + json.path("detail").asString("")
                    : ": " + String.join("; ", DspMessage.read(json).reasons());
        } catch (DspException e) {
            return "";
        }
    }
}
