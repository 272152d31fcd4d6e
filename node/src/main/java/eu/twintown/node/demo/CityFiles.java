package eu.twintown.node.demo;

import eu.twintown.node.demo.replay.ReplayServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a city's configuration and mapping files, with the addresses of this run filled in. */
final class CityFiles {
    private static final Map<String, List<String>> MAPPINGS = Map.of(
            "muenster",
            List.of("parking-places", "parking-free", "bicycle-counters", "air-quality", "districts"),
            "ghent",
            List.of("parking"));

    private final ReplayServer replay;
    private final int speed;
    private final Layout layout;
    private final DemoSecrets secrets;

    /** @param speed how many times as fast the week is replayed; above 1 there is no history to load at start */
    CityFiles(ReplayServer replay, int speed, Layout layout, DemoSecrets secrets) {
        this.replay = replay;
        this.speed = speed;
        this.layout = layout;
        this.secrets = secrets;
    }

    /** Writes the authority's configuration into its folder and gives the file. */
    Path writeAuthority(Path folder) {
        City authority = layout.authority();
        Map<String, String> places = space(authority);
        places.put("port", "" + authority.port());
        places.put("notary-hash", secrets.notaryHash());
        try {
            Files.createDirectories(folder);
            return Files.writeString(
                    folder.resolve("twintown.yaml"), fill(text("cities/authority/twintown.yaml"), places));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes Münster's node ask Ghent's, which is open: a context source registration, JSON. */
    String registrationOfGhent() {
        try {
            return fill(
                    text("cities/ghent/registration.json"),
                    Map.of("url", layout.ghent().url("").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What everybody in the data space has to know of it. */
    private Map<String, String> space(City one) {
        Map<String, String> places = new TreeMap<>();
        places.put(
                "plain-hosts",
                layout.plainHosts().stream().map(host -> '"' + host + '"').collect(Collectors.joining(", ")));
        places.put("tier2-port", "" + layout.tier2(one));
        places.put("authority", layout.authority().url("").toString());
        places.put("authority-tier2", layout.authorityTier2().toString());
        places.put("authority-did", "did:web:127.0.0.1%3A" + layout.authority().port());
        return places;
    }

    /** Writes into the city's folder and gives the configuration file. */
    Path write(City city, City peer, Path folder) {
        Path mappings = folder.resolve("mappings");
        try {
            Files.createDirectories(mappings);
            for (String mapping : MAPPINGS.getOrDefault(city.id(), List.of())) {
                String file = mapping + ".yaml";
                Files.writeString(mappings.resolve(file), text("cities/" + city.id() + "/mappings/" + file));
            }
            if (city.id().equals("muenster")) {
                for (String table : List.of("counters.csv", "air-stations.csv")) {
                    Files.writeString(mappings.resolve(table), text("data/muenster/" + table));
                }
            }
            return Files.writeString(
                    folder.resolve("twintown.yaml"),
                    fill(text("cities/" + city.id() + "/twintown.yaml"), places(city, peer)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> places(City city, City peer) {
        String base = replay.address().toString();
        List<String> counters = replay.counterIds().stream()
                .map(id -> base + "/muenster/counters/" + id + ".csv")
                .toList();
        List<String> stations = replay.stationIds().stream()
                .map(id -> base + "/muenster/air/" + id + ".csv")
                .toList();
        Map<String, String> places = space(city);
        places.put("client-hash", secrets.clientHash());
        places.put("port", "" + city.port());
        places.put("peer-port", "" + peer.port());
        places.put("peer-did", "did:web:127.0.0.1%3A" + peer.port());
        places.put("replay", base);
        places.put("every", speed > 1 ? "1s" : "60s");
        places.put("counters", list(counters));
        places.put("air", list(stations));
        places.put("parking-history", history(List.of(base + "/muenster/parking/free.csv?days=7")));
        places.put(
                "counters-history",
                history(counters.stream().map(url -> url + "?days=7").toList()));
        places.put(
                "air-history",
                history(stations.stream().map(url -> url + "?days=7").toList()));
        places.put(
                "archive",
                history(IntStream.rangeClosed(1, 7)
                        .mapToObj(day -> base + "/ghent/archive/" + (8 - day) + ".ndjson")
                        .toList()));
        return places;
    }

    private String history(List<String> addresses) {
        return speed > 1 ? "[]" : list(addresses);
    }

    private static String list(List<String> addresses) {
        return addresses.stream().map(address -> '"' + address + '"').collect(Collectors.joining(", ", "[", "]"));
    }

    private static String fill(String template, Map<String, String> places) {
        String filled = template;
        for (Map.Entry<String, String> place : places.entrySet()) {
            filled = filled.replace("${" + place.getKey() + "}", place.getValue());
        }
        return filled;
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = CityFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the demo's file " + resource + " is missing in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
