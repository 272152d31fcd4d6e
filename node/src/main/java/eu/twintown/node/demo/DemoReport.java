package eu.twintown.node.demo;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Prints the requests that show it all, what they answered, and what to try next. */
final class DemoReport {
    private static final String ENTITIES = "/ngsi-ld/v1/entities?type=";
    private static final String PARKING = ENTITIES + "OffStreetParking&limit=100";
    private static final String COUNTERS = ENTITIES + "TrafficFlowObserved&limit=100";
    private static final String AIR = ENTITIES + "AirQualityObserved&limit=100";
    private static final String NEAR = ENTITIES + "OffStreetParking&q=availableSpotNumber%3E100"
            + "&georel=near%3BmaxDistance%3D%3D5000&geometry=Point&coordinates=%5B7.6261,51.9607%5D&format=simplified";
    private static final String HISTORY =
            "/ngsi-ld/v1/temporal/entities/urn:ngsi-ld:OffStreetParking:muenster:parkhaus-theater"
                    + "?attrs=availableSpotNumber&options=temporalValues&lastN=2016";
    private static final String PARKING_DATASET = "car-parks";

    private final NodeClient client;
    private final PrintWriter out;
    private final boolean headless;

    DemoReport(NodeClient client, PrintWriter out, boolean headless) {
        this.client = client;
        this.out = out;
        this.headless = headless;
    }

    /** The answer of one city's node for both, asked by somebody who works there. */
    void print(City asked, City other, HeaderFile visitor) {
        out.println();
        out.println(Messages.get("request", asked.name(), asked.name()));
        ask(asked, other, PARKING, visitor, "answer.parking");
        out.println();
        out.flush();
    }

    /** What the agreements open, and what no agreement opens. */
    void agreements(City asked, City other, HeaderFile visitor, List<Agreed.Wish> wishes) {
        out.println(Messages.get("agreements", asked.name(), other.name()));
        for (Agreed.Wish wish : wishes) {
            String outcome = wish.open() ? Messages.get("agreed") : Messages.get("not.agreed", wish.reason());
            out.println("  " + wish.dataset() + ": " + outcome);
        }
        out.println(Messages.get("agreed.counters"));
        ask(asked, other, COUNTERS, visitor, "answer.counters");
        out.println(Messages.get("agreed.nothing"));
        ask(asked, other, AIR, visitor, "answer.air");
        out.println(Messages.get("agreed.stranger", other.name()));
        show(other, PARKING);
        out.println();
        out.flush();
    }

    private void ask(City asked, City other, String query, HeaderFile visitor, String message) {
        out.println("  " + curl(asked, query, visitor));
        client.ask(asked, query, Optional.of(visitor.token())).ifPresent(answer -> {
            out.println("  -> " + Messages.get(message, answer.entities(), sources(asked, other, answer)));
            answer.warnings().forEach(warning -> out.println("  -> " + Messages.get("answer.warning", warning)));
        });
    }

    /** Who is a member of what, a request that is refused for want of a credential, and the same made by a member. */
    void space(Layout layout, Path notaryPassword) {
        City asked = layout.muenster();
        City other = layout.ghent();
        out.println(Messages.get("space"));
        List.of(asked, other).forEach(city -> client.did(city)
                .ifPresent(did -> out.println("  " + Messages.get("space.member", city.name(), did))));
        out.println("  " + Messages.get("space.authority", layout.authority().url("/"), notaryPassword));
        out.println();
        out.println(Messages.get("refused"));
        show(other, "/catalogue");
        out.println(Messages.get("allowed"));
        show(asked, "/api/peers/" + other.id() + "/catalogue?format=ttl");
        out.println();
        out.flush();
    }

    private void show(City city, String path) {
        out.println("  curl '" + city.url(path) + "'");
        out.println("  -> "
                + client.answer(city, path)
                        .map(answer -> answer.status() == 200
                                ? Messages.get("asked.answered", answer.status(), answer.bytes(), answer.type())
                                : Messages.get("asked.refused", answer.status(), answer.detail()))
                        .orElse(Messages.get("asked.nothing")));
    }

    /**
     * What a person may try next.
     *
     * @param steward somebody who may end agreements at the other city
     */
    void next(City asked, City other, HeaderFile visitor, HeaderFile steward, List<Agreed.Wish> wishes, long otherPid) {
        if (!headless) {
            out.println(Messages.get("consoles"));
            List.of(asked, other).forEach(city -> out.println("  " + city.name() + "  " + city.url("/")));
            out.println();
        }
        out.println(Messages.get("next"));
        if (!headless) {
            out.println("- " + Messages.get("next.console", asked.url("/")));
        }
        out.println("- " + Messages.get("next.query", asked.name()));
        out.println("    " + curl(asked, NEAR, visitor));
        out.println("- " + Messages.get("next.history", asked.name()));
        out.println("    " + curl(asked, HISTORY, visitor));
        parkingAgreement(wishes).ifPresent(agreement -> {
            out.println("- " + Messages.get("next.end.agreement", other.name()));
            out.println("    curl -X POST -H @" + steward.file() + " -H 'Content-Type: application/json' -d "
                    + "'{\"reason\": \"tried in the demo\"}' '"
                    + other.url(
                            "/api/agreements/" + URLEncoder.encode(agreement, StandardCharsets.UTF_8) + "/terminate")
                    + "'");
        });
        out.println("- " + Messages.get("next.map"));
        out.println("- " + Messages.get("next.catalogue", other.url("")));
        out.println("- " + Messages.get("next.kill", other.name(), otherPid, asked.name()));
        out.println("- " + Messages.get("next.end"));
        out.println();
        out.flush();
    }

    private static Optional<String> parkingAgreement(List<Agreed.Wish> wishes) {
        return wishes.stream()
                .filter(wish -> wish.dataset().endsWith(PARKING_DATASET))
                .flatMap(wish -> wish.agreement().stream())
                .findFirst();
    }

    private static String sources(City asked, City other, NodeClient.CrossBorder answer) {
        List<String> parts = new ArrayList<>();
        new TreeMap<>(answer.bySource()).forEach((source, count) -> {
            String name = source.startsWith(other.url("").toString()) ? other.name() : source;
            parts.add(
                    source.isEmpty()
                            ? Messages.get("answer.here", count, asked.name())
                            : Messages.get("answer.there", count, name));
        });
        return String.join(", ", parts);
    }

    private static String curl(City city, String query, HeaderFile visitor) {
        return "curl -H @" + visitor.file() + " '" + city.url(query) + "'";
    }
}
