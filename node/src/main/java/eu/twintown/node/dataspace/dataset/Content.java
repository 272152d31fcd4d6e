package eu.twintown.node.dataspace.dataset;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a dataset consists of. */
public sealed interface Content {

    /**
     * A part of this node's entities.
     *
     * @param tenant whose; empty = the default tenant
     * @param types expanded names of entity types, any of them; never empty
     * @param attributes expanded names of the attributes that belong to it; empty = all
     * @param area WKT polygon (WGS 84, longitude latitude) or the id of an entity with a location, within which the
     *     entities lie; empty = anywhere
     */
    record Entities(String tenant, List<String> types, List<String> attributes, Optional<String> area)
            implements Content {
        public Entities {
            types = List.copyOf(types);
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * A file or stream behind this node.
     *
     * @param source where it is read; never told to others
     * @param mediaType media type of what it gives
     */
    record Remote(URI source, String mediaType) implements Content {}
}
