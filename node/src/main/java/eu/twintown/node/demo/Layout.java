package eu.twintown.node.demo;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Who listens where: the cities, their authority, and the listeners at which agents meet (tier 2). */
record Layout(int basePort) {
    /** How many ports in a row a demo needs. */
    static final int PORTS = 6;

    City muenster() {
        return new City("muenster", "Münster", basePort);
    }

    City ghent() {
        return new City("ghent", "Ghent", basePort + 1);
    }

    /** Of the two cities. */
    City otherThan(City city) {
        return city.id().equals("ghent") ? muenster() : ghent();
    }

    /** The authority, for people. */
    City authority() {
        return new City("authority", "The authority", basePort + 2);
    }

    /** The authority, for agents. */
    URI authorityTier2() {
        return URI.create("https://authority.localhost:" + tier2(authority()));
    }

    /** Where the agents of others reach this one. */
    int tier2(City city) {
        return basePort
                + switch (city.id()) {
                    case "muenster" -> 4;
                    case "ghent" -> 5;
                    default -> 3;
                };
    }

    /** Hosts that are reached without TLS: this demo's, and a third city's on the port after them (docs/join.md). */
    List<String> plainHosts() {
        return Stream.of(muenster().port(), ghent().port(), authority().port(), basePort + PORTS)
                .map(port -> "127.0.0.1:" + port)
                .toList();
    }

    List<Integer> ports() {
        return IntStream.range(basePort, basePort + PORTS).boxed().toList();
    }
}
