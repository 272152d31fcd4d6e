package eu.twintown.node.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Prints the one request that shows it all, what it answered, and what to try next. */
final class DemoReport {
    private static final String ALL = "/ngsi-ld/v1/entities?type=OffStreetParking&limit=100";
    private static final String NEAR = "/ngsi-ld/v1/entities?type=OffStreetParking&q=availableSpotNumber%3E200"
            + "&georel=near%3BmaxDistance%3D%3D5000&geometry=Point&coordinates=%5B3.7253,51.0536%5D&format=simplified";
    private static final String HISTORY =
            "/ngsi-ld/v1/temporal/entities/urn:ngsi-ld:OffStreetParking:ghent:vrijdagmarkt"
                    + "?attrs=availableSpotNumber&options=temporalValues&lastN=2016";

    private final NodeClient client;
    private final PrintWriter out;
    private final boolean headless;

    DemoReport(NodeClient client, PrintWriter out, boolean headless) {
        this.client = client;
        this.out = out;
        this.headless = headless;
    }

    void print(City asked, City other) {
        out.println();
        out.println(Messages.get("request"));
        out.println("  " + curl(asked, ALL));
        client.ask(asked, ALL).ifPresent(answer -> {
            out.println("  -> " + Messages.get("answer", answer.entities(), sources(asked, other, answer)));
            answer.warnings().forEach(warning -> out.println("  -> " + Messages.get("answer.warning", warning)));
        });
        out.println();
        out.flush();
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
        out.println("  " + curl(city, path));
        out.println("  -> "
                + client.answer(city, path)
                        .map(answer -> answer.status() == 200
                                ? Messages.get("asked.answered", answer.status(), answer.bytes(), answer.type())
                                : Messages.get("asked.refused", answer.status(), answer.detail()))
                        .orElse(Messages.get("asked.nothing")));
    }

    /** What a person may try next. */
    void next(City asked, City other, long otherPid) {
        if (!headless) {
            out.println(Messages.get("consoles"));
            List.of(asked, other).forEach(city -> out.println("  " + city.name() + "  " + city.url("/")));
            out.println();
        }
        out.println(Messages.get("next"));
        if (!headless) {
            out.println("- " + Messages.get("next.console", asked.url("/")));
        }
        out.println("- " + Messages.get("next.query"));
        out.println("    " + curl(asked, NEAR));
        out.println("- " + Messages.get("next.history"));
        out.println("    " + curl(other, HISTORY));
        out.println("- " + Messages.get("next.map"));
        out.println("- " + Messages.get("next.catalogue", asked.url("")));
        out.println("- " + Messages.get("next.kill", otherPid));
        out.println("- " + Messages.get("next.end"));
        out.println();
        out.flush();
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

    private static String curl(City city, String query) {
        return "curl '" + city.url(query) + "'";
    }
}
