package eu.twintown.node.context;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.view.Restriction;
import eu.twintown.node.trust.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One retrieval or query of entities, parsed and expanded.
 *
 * @param restriction what of this node's entities may be seen
 * @param parameters the query parameters as they came, for forwarding to other sources
 * @param contextUrl the JSON-LD context the caller named in its Link header, for forwarding
 * @param local whether only this node's own entities are asked for (clause 6.3.18)
 * @param entityMap id of an entity map of an earlier page (NGSILD-EntityMap)
 * @param via pseudonyms of the nodes that the request has passed (clause 6.3.18, loop detection)
 */
public record ReadRequest(
        String tenant,
        Principal principal,
        Restriction restriction,
        EntityFilter filter,
        Context context,
        Optional<String> contextUrl,
        Map<String, String> parameters,
        int limit,
        int offset,
        boolean count,
        boolean local,
        Optional<String> entityMap,
        List<String> via) {}
