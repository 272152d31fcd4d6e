package eu.twintown.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The kinds of request that the node and the bare handlers are loaded with. */
final class Requests {

    private Requests() {}

    static Request hello() {
        return Request.get("hello", YardstickServer.HELLO, Map.of());
    }

    static Request expand() {
        return new Request("expand", "POST", YardstickServer.EXPAND, Samples.HEADERS, Samples.OTHER, 0, 0);
    }

    static Request create() {
        return new Request("create", "POST", NodeUnderTest.ENTITIES, Samples.HEADERS, Samples.OTHER, 0, 0);
    }

    /** One of so many entities at random. */
    static Request byId(int stored) {
        return new Request(
                "get by id",
                "GET",
                NodeUnderTest.ENTITIES + "/" + Samples.ID + "{n}",
                Map.of("Link", Samples.link(), "Accept", "application/json"),
                "",
                0,
                stored);
    }

    static Request byType() {
        return query("query by type", "");
    }

    static Request byTypeCounted() {
        return query("query by type, counted", "&count=true");
    }

    static Request byQ() {
        return query("query by q", "&q=" + encoded("availableSpotNumber>100;status==\"open\""));
    }

    /** A pattern without a fixed beginning, which no value index serves. */
    static Request byRareQ() {
        return query("query by q, rare", "&q=" + encoded("name~=\"park 77 at\""));
    }

    static Request byIndexedQ() {
        return query("query by q, rare, with index", "&q=" + encoded("name==\"Car park 77 at the station\""));
    }

    static Request byGeo() {
        return query(
                "query by geo",
                "&georel=" + encoded("near;maxDistance==700") + "&geometry=Point&coordinates="
                        + encoded("[7.62,51.92]"));
    }

    private static Request query(String name, String more) {
        return Request.get(
                name,
                NodeUnderTest.ENTITIES + "?type=OffStreetParking&limit=20" + more,
                Map.of("Link", Samples.link(), "Accept", "application/json"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
