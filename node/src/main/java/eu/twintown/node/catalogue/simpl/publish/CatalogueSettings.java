package eu.twintown.node.catalogue.simpl.publish;

import eu.twintown.node.catalogue.simpl.description.OfferingSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the node works with the authority's catalogue.
 *
 * @param authority base URL of the authority's tier 2
 * @param selfDescriptions path of self-descriptions below it, which depends on the contract's version
 * @param search path of the search by words
 * @param advancedSearch path of the search by properties
 * @param schemaManager base URL of the schema manager, such as {@code https://…/v1}
 * @param schemaContents base URL below which schemas lie under name and version
 * @param events address under which the schema manager is to tell this node of changes; empty = it is not asked to
 * @param schemaAge after which the schemas are read again
 * @param schemaUse how long known schemas serve while the schema manager cannot be reached
 * @param recheck pause between two looks at what is published
 * @param all whether every dataset is published, but for those that were revoked by hand
 * @param offering what all offerings say
 */
public record CatalogueSettings(
        URI authority,
        String selfDescriptions,
        String search,
        String advancedSearch,
        URI schemaManager,
        URI schemaContents,
        Optional<URI> events,
        Duration schemaAge,
        Duration schemaUse,
        Duration recheck,
        boolean all,
        OfferingSettings offering) {

    URI at(String path) {
        String base = authority.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
