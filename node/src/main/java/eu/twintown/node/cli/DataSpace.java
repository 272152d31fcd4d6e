package eu.twintown.node.cli;

import eu.twintown.node.trust.did.Did;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data space of a new configuration.
 *
 * @param tier1 where the authority's people are
 * @param tier2 where the authority's agents are
 * @param peers other members to ask
 * @param wishes what to come to agreements about
 */
record DataSpace(URI tier1, URI tier2, List<Peer> peers, List<Wish> wishes) {

    /** A dataset of another member, to be had under an agreement. */
    record Wish(String participant, String dataset) {
        private static final String WEB = "did:web:";

        /** Reads {@code DID,DATASET}. */
        static Wish read(String text) {
            int comma = text.indexOf(',');
            if (comma < 0 || !text.startsWith("did:") || comma == text.length() - 1) {
                throw new IllegalArgumentException("--agreement must be DID,DATASET, such as"
                        + " did:web:twin.ghent.example,urn:dataset:ghent:car-parks");
            }
            return new Wish(text.substring(0, comma), text.substring(comma + 1));
        }

        private String yaml() {
            return "    - {participant: \"" + participant + "\", dataset: \"" + dataset + "\"}\n";
        }

        /** Host and port of a participant on this machine, which is reached without TLS. */
        private Optional<String> plainHost() {
            if (!participant.startsWith(WEB)) {
                return Optional.empty();
            }
            String host =
                    URLDecoder.decode(participant.substring(WEB.length()).split(":", 2)[0], StandardCharsets.UTF_8);
            return host.startsWith("127.0.0.1:") || host.startsWith("localhost:")
                    ? Optional.of(host)
                    : Optional.empty();
        }
    }

    /** A member that is asked together with the new one. */
    record Peer(String name, String country, URI url, List<String> types) {

        /** Reads {@code NAME,CC,URL,TYPE[,TYPE...]}. */
        static Peer read(String text) {
            String[] parts = text.split(",", -1);
            if (parts.length < 4) {
                throw new IllegalArgumentException(
                        "--peer must be NAME,CC,URL,TYPE, such as ghent,BE,https://twin.ghent.example,OffStreetParking");
            }
            return new Peer(
                    parts[0], parts[1], URI.create(parts[2]), List.of(parts).subList(3, parts.length));
        }

        private String yaml() {
            return "  - {name: " + name + ", country: " + country + ", url: \"" + url + "\", types: ["
                    + String.join(", ", types) + "]}\n";
        }
    }

    /** The sections of the configuration. */
    String yaml(String title, String country, String name, int tier2Port, String hash) throws IOException {
        StringBuilder text = new StringBuilder(ExampleCity.text("member.yaml")
                .replace("${tier1}", tier1.toString())
                .replace("${tier2}", tier2.toString())
                .replace("${title}", title)
                .replace("${country}", country)
                .replace("${host}", name + ".localhost")
                .replace("${tier2-port}", String.valueOf(tier2Port))
                .replace("${authority-did}", "\"" + Did.web(tier1).value() + "\"")
                .replace("${hash}", hash));
        if (!peers.isEmpty()) {
            text.append("\npeers:\n");
            peers.forEach(peer -> text.append(peer.yaml()));
        }
        if (!wishes.isEmpty()) {
            text.append("\ndataspace:\n  agreements:             # what this node negotiates for by itself\n");
            wishes.forEach(wish -> text.append(wish.yaml()));
        }
        Stream<String> addresses = Stream.concat(
                        Stream.of(tier1), peers.stream().map(Peer::url))
                .filter(url -> "http".equals(url.getScheme()))
                .map(URI::getRawAuthority);
        List<String> plain = Stream.concat(addresses, wishes.stream().flatMap(wish -> wish.plainHost().stream()))
                .distinct()
                .toList();
        if (!plain.isEmpty()) {
            text.append(ExampleCity.text("loopback.yaml")
                    .replace(
                            "${hosts}",
                            plain.stream().map(host -> '"' + host + '"').collect(Collectors.joining(", "))));
        }
        return text.toString();
    }
}
