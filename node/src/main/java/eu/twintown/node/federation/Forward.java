package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.query.EntityFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a request becomes for one source: no more than its registration admits (ETSI GS CIM 009 V1.9.1, clause 4.3.6.1).
 *
 * @param parameters query parameters, not yet encoded; without paging
 * @param contextUrl JSON-LD context that names in the parameters and in the answer are in; empty = the core context
 * @param recheck whether the entities of the answer show everything that the request's filter looks at
 */
record Forward(
        Registration registration, Map<String, String> parameters, Optional<String> contextUrl, boolean recheck) {

    /** The same request for other ids, or with further parameters. */
    Forward with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(more);
        return new Forward(registration, all, contextUrl, recheck);
    }

    /** Whether an entity that the source gave is one that was asked for; sources make mistakes. */
    boolean admits(Entity entity, EntityFilter filter) {
        return registration.covers(entity)
                && (filter.ids().isEmpty() || filter.ids().contains(entity.id()))
                && filter.idPattern().map(p -> p.matcher(entity.id()).find()).orElse(true)
                && filter.types().map(types -> types.test(entity)).orElse(true);
    }
}
