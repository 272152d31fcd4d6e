package eu.twintown.node.federation;

import eu.twintown.node.context.ReadRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which entities one query over several sources is about, in a fixed order, and which source has each (ETSI GS CIM 009
 * V1.9.1, clauses 4.3.6.7, 4.5.25, 5.5.9.3). Safe for use by several threads.
 *
 * <p><b>Why.</b> Offsets into several sources cannot be added up: while a client pages, entities appear and vanish in
 * each source, and an entity may be in two of them. So the first request fixes the list of ids, and every page is a slice
 * of that list. What the entities are like is asked for again with each page, and an id that no longer fits is taken out
 * <em>before</em> the page is cut, which keeps the offset that the client computed for its next page right: whatever
 * stood behind the removed id moves up by one, and so does the end of the page that was just given.
 *
 * <p><b>Order.</b> First what this node has, then what each source adds, in the order of registration and in each
 * source's own order. Any fixed order would do; this one has the entities of the first page at hand after a single round
 * of requests, whereas an order over all ids needs all ids first.
 *
 * <p><b>Open and complete.</b> Listing the ids of all matches costs as much as there are matches, and most clients never
 * turn the page. So a map starts <em>open</em>: it holds what the first round brought. It is completed (all ids of all
 * sources that have more, new ones put behind the known ones) when a later page, the total or the map itself is asked
 * for. The known part is never reordered, so pages given before stay what they were. What cannot be had that way is a
 * snapshot: between the first page and the completion a source may change, as it may between any two pages; what then
 * holds is that nothing is given twice and nothing that stayed is left out.
 *
 * <p><b>Gaps.</b> A source that did not answer has no ids in the map. Its warning is kept and repeated with each page,
 * for each page lacks the same entities. An id whose source fails later stays in the map and is missing from the page,
 * under a warning.
 */
final class EntityMap {
    /** What stands for this node in place of a registration's id. */
    static final String LOCAL = "@none";

    private final String id;
    private final ReadRequest request;
    private final List<Forward> forwards;
    private final Set<String> openSources = new LinkedHashSet<>();
    private final Map<String, Set<String>> sources = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private Instant expiresAt;

    EntityMap(String id, ReadRequest request, List<Forward> forwards, Instant expiresAt) {
        this.id = id;
        this.request = request;
        this.forwards = forwards;
        this.expiresAt = expiresAt;
    }

    String id() {
        return id;
    }

    /** The request that made it; later ones must ask the same. */
    ReadRequest request() {
        return request;
    }

    /** What each matching source is asked. */
    List<Forward> forwards() {
        return forwards;
    }

    synchronized Instant expiresAt() {
        return expiresAt;
    }

    synchronized void expireAt(Instant end) {
        expiresAt = end;
    }

    /** Adds ids that a source has, behind those that are known. */
    synchronized void add(String source, Collection<String> ids) {
        for (String entity : ids) {
            sources.computeIfAbsent(entity, e -> new LinkedHashSet<>()).add(source);
        }
    }

    synchronized void warn(Collection<String> more) {
        warnings.addAll(more);
    }

    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Marks a source as having more ids than were listed; or as listed to the end. */
    synchronized void setOpen(String source, boolean open) {
        if (open) {
            openSources.add(source);
        } else {
            openSources.remove(source);
        }
    }

    synchronized boolean isOpen(String source) {
        return openSources.contains(source);
    }

    synchronized boolean isOpen() {
        return !openSources.isEmpty();
    }

    synchronized int size() {
        return sources.size();
    }

    /** The ids at these places, each with its sources. */
    synchronized Map<String, Set<String>> slice(int offset, int count) {
        Map<String, Set<String>> slice = new LinkedHashMap<>();
        List<String> ids = new ArrayList<>(sources.keySet());
        for (String entity : ids.subList(Math.min(offset, ids.size()), Math.min(offset + count, ids.size()))) {
            slice.put(entity, Set.copyOf(sources.getOrDefault(entity, Set.of())));
        }
        return slice;
    }

    synchronized void remove(Collection<String> ids) {
        sources.keySet().removeAll(Set.copyOf(ids));
    }

    /** Ids with their sources, in order. */
    synchronized Map<String, List<String>> entries() {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        sources.forEach((entity, from) -> copy.put(entity, List.copyOf(from)));
        return copy;
    }
}
