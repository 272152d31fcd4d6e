package eu.twintown.node.dataspace.dataset;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dataset with what its maker said of it.
 *
 * @param terms how each offer was made, in the order of the offers: {@code {template, choices}} or {@code {policy}}
 * @param configured whether it comes from the configuration file, and can be changed there only
 * @param withheld whether its maker keeps it back for now
 */
public record Offered(Dataset dataset, List<ObjectNode> terms, boolean configured, boolean withheld) {
    public Offered {
        terms = terms.stream().map(ObjectNode::deepCopy).toList();
    }

    /** Whether others are shown it. */
    public boolean published() {
        return !dataset.offers().isEmpty();
    }
}
