package eu.twintown.node.dataspace.dsp.catalog;

import eu.twintown.node.dataspace.dataset.Dataset;
import java.util.List;
import java.util.Optional;

/** The datasets of this node, for its catalog and its negotiations. */
public interface DatasetSource {

    /** Those that have offers, some at a time. */
    List<Dataset> published(int limit, int offset);

    Optional<Dataset> find(String id);

    /** Grows with each change of any of them. */
    long version();
}
