package eu.twintown.node.catalogue;

import java.net.URI;
import java.time.Instant;

/**
 * The node as its catalogue names it.
 *
 * @param title what people read, such as {@code Stadt Münster}
 * @param country ISO 3166-1, two letters
 * @param publicUrl where others reach the node
 * @param since when the catalogue was first there
 */
public record CataloguedNode(String title, String country, URI publicUrl, Instant since) {

    /** The address of something that the node serves. */
    String url(String path) {
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
