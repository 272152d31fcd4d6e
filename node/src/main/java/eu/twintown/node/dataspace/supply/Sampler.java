package eu.twintown.node.dataspace.supply;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.node.dataspace.supply.SupplyWatch.Sample;
import eu.twintown.node.http.outgoing.OutgoingClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a provider for the number of entities and for some of them, in one request. */
public final class Sampler {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int SOME = 100;

    private Sampler() {}

    /**
     * Asks.
     *
     * @param endpoint root of the provider's NGSI-LD API
     * @param types expanded names
     * @param sender sends a request under the agreement
     * @param purpose IRI that is claimed
     * @param contexts compiles the JSON-LD contexts of the answer
     * @throws ProblemException where the answer is none
     */
    public static Sample take(
            URI endpoint,
            List<String> types,
            Optional<String> purpose,
            Function<OutgoingClient.Request, OutgoingClient.Response> sender,
            Function<JsonNode, Context> contexts) {
        String query = "type=" + URLEncoder.encode(String.join(",", types), StandardCharsets.UTF_8) + "&limit=" + SOME
                + "&count=true&options=sysAttrs&local=true";
        // With its context in the body, whichever the provider answers in.
        Map<String, String> headers = purpose.map(iri -> Map.of("Accept", "application/ld+json", "Purpose", iri))
                .orElseGet(() -> Map.of("Accept", "application/ld+json"));
        OutgoingClient.Response response = sender.apply(new OutgoingClient.Request(
                "GET", URI.create(endpoint + "/entities?" + query), headers, new byte[0], TIMEOUT));
        if (response.status() != 200) {
            throw ProblemException.badData("The provider answered with status " + response.status(), "");
        }
        JsonNode body = JsonMapper.shared().readTree(response.body());
        List<Entity> entities = new ArrayList<>();
        for (JsonNode element : body) {
            try (JsonParser parser = element.traverse(ObjectReadContext.empty())) {
                parser.nextToken();
                entities.add(EntityParser.parse(parser, Context.core(), contexts, EntityParser.Mode.ENTITY));
            }
        }
        long count = Long.parseLong(
                response.headers().getOrDefault("ngsild-results-count", Integer.toString(entities.size())));
        return new Sample(count, entities);
    }
}
