package eu.twintown.bench;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.entity.EntityParser;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.jsonld.ContextLoader;
import eu.twintown.kernel.jsonld.WellKnownContexts;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/** The car park that is measured with: about 600 bytes in normalised form, under the context that cities use. */
public final class Samples {

    /** Begins every id that the bench makes. */
    public static final String ID = "urn:ngsi-ld:OffStreetParking:bench:";

    /** One entity as NGSI-LD; {@code {n}} stands for its number, which also spreads them over the map. */
    static final String ENTITY = "{\"id\":\"" + ID + "{n}\",\"type\":\"OffStreetParking\","
            + "\"name\":{\"type\":\"Property\",\"value\":\"Car park {n} at the station\"},"
            + "\"location\":{\"type\":\"GeoProperty\",\"value\":{\"type\":\"Point\",\"coordinates\":[7.6{n},51.9{n}]}},"
            + "\"totalSpotNumber\":{\"type\":\"Property\",\"value\":480},"
            + "\"availableSpotNumber\":{\"type\":\"Property\",\"value\":123,\"observedAt\":\"2026-11-22T08:15:00Z\","
            + "\"unitCode\":\"C62\"},"
            + "\"status\":{\"type\":\"Property\",\"value\":[\"open\",\"almostFull\"]},"
            + "\"refOperator\":{\"type\":\"Relationship\",\"object\":\"urn:ngsi-ld:Organization:bench\"},"
            + "\"source\":{\"type\":\"Property\",\"value\":\"https://data.example.org/catalogue/parking-live\"}}";

    /** The same of another type, so that what is created under load does not grow what is queried. */
    static final String OTHER = ENTITY.replace("\"OffStreetParking\"", "\"OnStreetParking\"");

    /** What goes with it in a request. */
    static final Map<String, String> HEADERS = Map.of("Content-Type", "application/json", "Link", link());

    private static final ContextLoader NO_NETWORK = url -> {
        throw new ProblemException(ProblemType.LD_CONTEXT_NOT_AVAILABLE, "The bench uses no network: " + url);
    };

    private Samples() {}

    /** The Link header that names the context. */
    static String link() {
        return "<" + WellKnownContexts.CITY
                + ">; rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";
    }

    /** The context, compiled. */
    static Context context() {
        return Context.compile(StringNode.valueOf(WellKnownContexts.CITY), NO_NETWORK);
    }

    /** The entity with this number. */
    static String entity(long number) {
        return ENTITY.replace("{n}", Long.toString(number));
    }

    /** So many entities, from this number on, as a JSON array. */
    static String batch(long first, int count) {
        StringBuilder array = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            array.append(i == 0 ? "" : ",").append(entity(first + i));
        }
        return array.append(']').toString();
    }

    /** Parses and expands one entity. */
    static Entity expand(byte[] json, Context context) {
        return EntityParser.parse(json, context, EntityParser.Mode.ENTITY);
    }

    /** The sample as bytes. */
    static byte[] bytes() {
        return entity(1).getBytes(StandardCharsets.UTF_8);
    }
}
