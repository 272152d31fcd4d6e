package eu.twintown.node.dataspace.dataset;

import eu.twintown.kernel.policy.Policy;
import java.time.Instant;
import java.util.List;

/**
 * Something that can be had under an agreement.
 *
 * @param id IRI; target of the agreements about it
 * @param offers ODRL offers (no target, no assigner), each with an id of its own; one suffices to negotiate. Empty = not
 *     published: nobody is shown it
 * @param level what is promised beside the data
 * @param changedAt when description or offers were changed last
 */
public record Dataset(
        String id,
        String title,
        String description,
        Content content,
        List<Policy> offers,
        ServiceLevel level,
        Instant changedAt) {
    public Dataset {
        offers = List.copyOf(offers);
    }

    /** Of which nothing is promised beside the data. */
    public Dataset(
            String id, String title, String description, Content content, List<Policy> offers, Instant changedAt) {
        this(id, title, description, content, offers, ServiceLevel.NONE, changedAt);
    }
}
