package eu.twintown.node;

import eu.twintown.node.config.ConfigNode;
import eu.twintown.node.dataspace.dataset.OfferSettings;
import eu.twintown.node.dataspace.document.DocumentSettings;
import eu.twintown.node.dataspace.rulebook.RulebookSettings;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the configuration says of offers and the rules around them.
 *
 * @param offers what is offered, in the form of the API
 * @param rulebook the rules of the data space: published here, or where they are read
 * @param requestsFromAnybody whether requests for data are taken from participants that are not known here
 * @param documents how agreements are put in writing
 */
public record OffersSettings(
        List<ObjectNode> offers, RulebookSettings rulebook, boolean requestsFromAnybody, DocumentSettings documents) {

    static OffersSettings read(ConfigNode root) {
        return new OffersSettings(
                OfferSettings.read(root), RulebookSettings.read(root), fromAnybody(root), DocumentSettings.read(root));
    }

    private static boolean fromAnybody(ConfigNode root) {
        ConfigNode section = root.section("wanted");
        section.allowOnly("from");
        return section.oneOf("from", "known", "known", "anybody").equals("anybody");
    }
}
