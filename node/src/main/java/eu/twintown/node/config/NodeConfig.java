package eu.twintown.node.config;

import eu.twintown.store.StoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of one node, as read from {@code twintown.yaml}; docs/configuration.md lists every key.
 *
 * @param identity who this node is
 * @param server where and how it listens
 * @param store where its data live
 * @param indexes which value indexes the store is to have
 * @param outgoing which hosts it may reach
 * @param peers nodes whose twins it asks
 * @param root the whole file, for the rooms that read sections of their own
 */
public record NodeConfig(
        Identity identity,
        Server server,
        StoreConfig store,
        IndexSettings indexes,
        Outgoing outgoing,
        Federation federation,
        List<Peer> peers,
        ConfigNode root) {

    /**
     * Who this node is.
     *
     * @param name short name of letters, digits and hyphens; stands in ids and warnings
     * @param title the name people read
     * @param country ISO 3166-1 alpha-2 code
     * @param publicUrl where others reach it
     * @param center longitude and latitude at which maps open
     * @param zoom zoom level at which maps open
     */
    public record Identity(
            String name, String title, String country, URI publicUrl, Optional<Position> center, int zoom) {}

    /** A position in WGS 84, degrees. */
    public record Position(double longitude, double latitude) {}

    /**
     * Where and how the node listens.
     *
     * @param host address to listen on; loopback unless told otherwise
     * @param port TCP port; 0 = any free one
     * @param corsOrigins origins whose pages may call the node; {@code *} = all
     * @param maxBodyBytes largest request body
     * @param maxDepth deepest nesting of JSON
     * @param defaultContext URL of the JSON-LD context for requests that name none; empty = the core context
     * @param jsonLogs whether logs are JSON lines
     * @param tls certificate and key; empty = plain HTTP, as behind a reverse proxy
     */
    public record Server(
            String host,
            int port,
            List<String> corsOrigins,
            int maxBodyBytes,
            int maxDepth,
            Optional<URI> defaultContext,
            boolean jsonLogs,
            Optional<TlsFiles> tls) {

        /** {@code https} or {@code http}. */
        public String scheme() {
            return tls.isPresent() ? "https" : "http";
        }
    }

    /**
     * PEM files of TLS, read again when they change.
     *
     * @param certificate own certificate first, then its issuers
     * @param key private key, not encrypted
     */
    public record TlsFiles(Path certificate, Path key) {}

    /**
     * What outgoing requests may reach.
     *
     * @param allow hosts, addresses or networks (CIDR) that are allowed although private or loopback
     * @param deny hosts, addresses or networks that are never reached
     * @param hosts names to addresses that count instead of the system's, as in a hosts file
     */
    public record Outgoing(List<String> allow, List<String> deny, Map<String, String> hosts) {
        public Outgoing {
            hosts = Map.copyOf(hosts);
        }
    }

    /**
     * How other sources are asked.
     *
     * @param timeoutMillis longest wait for one source
     */
    public record Federation(int timeoutMillis) {}

    /**
     * A node whose twin is asked too.
     *
     * @param types compact or expanded entity types that it has
     * @param fromStart whether it becomes a context source registration at start; else somebody registers it
     * @param auth how this node proves to it who it is
     */
    public record Peer(
            String name, String title, String country, URI url, List<String> types, boolean fromStart, PeerAuth auth) {}
}
