package eu.twintown.node.catalogue.simpl.description;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The ids under which a dataset is offered, each made from the dataset's IRI, so that they stay the same for its whole life
 * and whoever negotiates about it can make them too.
 *
 * @param offering IRI of the self-description's subject
 * @param asset the asset of the Dataspace Protocol
 * @param contractDefinition which policies go with it
 * @param accessPolicy who finds it
 * @param usagePolicy what users may do
 */
public record OfferIds(
        String offering, String asset, String contractDefinition, String accessPolicy, String usagePolicy) {

    /** Those of a dataset. */
    public static OfferIds of(String dataset) {
        return new OfferIds(
                "urn:uuid:" + id("offering", dataset),
                id("asset", dataset),
                id("contract-definition", dataset),
                id("access-policy", dataset),
                id("usage-policy", dataset));
    }

    private static String id(String role, String dataset) {
        return UUID.nameUUIDFromBytes((role + " " + dataset).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
