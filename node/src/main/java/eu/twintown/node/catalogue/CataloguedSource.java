package eu.twintown.node.catalogue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A source as the catalogue names it.
 *
 * @param id stable name within the node
 * @param origin where it is published: its landing page, or the address that is read
 * @param entityTypes expanded types of the entities that come from it
 * @param licenceConfirmed whether the publisher itself states the licence
 * @param attribution whom to name when using the data
 * @param publisher who gives the data out
 * @param every how often it is read; empty where it is read once
 */
public record CataloguedSource(
        String id,
        String title,
        URI origin,
        List<String> entityTypes,
        String licenceTitle,
        Optional<URI> licenceUrl,
        boolean licenceConfirmed,
        String attribution,
        String publisher,
        Optional<Duration> every) {}
