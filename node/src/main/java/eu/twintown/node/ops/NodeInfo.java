package eu.twintown.node.ops;

import eu.twintown.node.config.NodeConfig;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Who this node is, for the console ({@code GET /api/node}).
 *
 * @param center longitude and latitude at which maps open; empty where the configuration names none
 * @param writes whether everybody may write: {@code open} or {@code closed}
 * @param keyThumbprint RFC 7638 thumbprint of the node's public key
 */
public record NodeInfo(
        String name,
        String title,
        String country,
        URI publicUrl,
        String version,
        Instant startedAt,
        List<Double> center,
        int zoom,
        String writes,
        String storage,
        String keyThumbprint) {

    /** What the configuration says, joined with what is known only at run time. */
    public static NodeInfo of(
            NodeConfig config, String version, Instant startedAt, String thumbprint, boolean writesOpen) {
        NodeConfig.Identity me = config.identity();
        return new NodeInfo(
                me.name(),
                me.title(),
                me.country(),
                me.publicUrl(),
                version,
                startedAt,
                me.center().map(at -> List.of(at.longitude(), at.latitude())).orElse(List.of()),
                me.zoom(),
                writesOpen ? "open" : "closed",
                config.store().jdbcUrl().isPresent() ? "PostgreSQL" : "embedded PostgreSQL",
                thumbprint);
    }
}
