package eu.twintown.node.federation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of operations that a context source may offer, and of groups of them (ETSI GS CIM 009 V1.9.1, clause 4.20). */
final class Operations {
    static final String RETRIEVE_ENTITY = "retrieveEntity";
    static final String QUERY_ENTITY = "queryEntity";
    static final String RETRIEVE_TEMPORAL = "retrieveTemporal";
    static final String DEFAULT_GROUP = "federationOps";

    private static final List<String> TYPES_AND_ATTRIBUTES = List.of(
            "retrieveEntityTypes",
            "retrieveEntityTypeDetails",
            "retrieveEntityTypeInfo",
            "retrieveAttrTypes",
            "retrieveAttrTypeDetails",
            "retrieveAttrTypeInfo");
    private static final List<String> SUBSCRIPTIONS = List.of(
            "createSubscription",
            "updateSubscription",
            "retrieveSubscription",
            "querySubscription",
            "deleteSubscription");
    private static final List<String> ENTITY_MAPS =
            List.of("retrieveEntityMap", "updateEntityMap", "deleteEntityMap", "createEntityMapQueryEntity");
    private static final List<String> RETRIEVE = List.of(RETRIEVE_ENTITY, QUERY_ENTITY);
    private static final List<String> UPDATE = List.of("updateEntity", "updateAttrs", "replaceEntity", "replaceAttrs");
    private static final List<String> OTHERS = List.of(
            "queryBatch",
            "createEntity",
            "appendAttrs",
            "deleteAttrs",
            "deleteEntity",
            "mergeEntity",
            "purgeEntity",
            "createBatch",
            "upsertBatch",
            "updateBatch",
            "deleteBatch",
            "mergeBatch",
            "upsertTemporal",
            "appendAttrsTemporal",
            "deleteAttrsTemporal",
            "updateAttrInstanceTemporal",
            "deleteAttrInstanceTemporal",
            "deleteTemporal",
            RETRIEVE_TEMPORAL,
            "queryTemporal",
            "createEntityMapQueryTemporal",
            "retrieveContextSourceIdentity");

    private static final Map<String, Set<String>> GROUPS = Map.of(
            DEFAULT_GROUP,
            union(
                    RETRIEVE,
                    List.of("queryBatch", "retrieveContextSourceIdentity"),
                    TYPES_AND_ATTRIBUTES,
                    SUBSCRIPTIONS,
                    ENTITY_MAPS),
            "associationOps",
            union(
                    RETRIEVE,
                    List.of("queryBatch", "retrieveContextSourceIdentity"),
                    TYPES_AND_ATTRIBUTES,
                    SUBSCRIPTIONS),
            "updateOps",
            union(UPDATE),
            "retrieveOps",
            union(RETRIEVE),
            "redirectionOps",
            union(
                    UPDATE,
                    RETRIEVE,
                    List.of("createEntity", "appendAttrs", "deleteAttrs", "deleteEntity", "mergeEntity", "purgeEntity"),
                    List.of("retrieveContextSourceIdentity"),
                    TYPES_AND_ATTRIBUTES,
                    ENTITY_MAPS));

    private static final Set<String> NAMES =
            union(TYPES_AND_ATTRIBUTES, SUBSCRIPTIONS, ENTITY_MAPS, RETRIEVE, UPDATE, OTHERS);

    private Operations() {}

    /** Whether this is the name of an operation or of a group. */
    static boolean isKnown(String name) {
        return NAMES.contains(name) || GROUPS.containsKey(name);
    }

    /** The operations behind names of operations and groups. */
    static Set<String> expand(List<String> names) {
        Set<String> operations = new LinkedHashSet<>();
        names.forEach(name -> operations.addAll(GROUPS.getOrDefault(name, Set.of(name))));
        return operations;
    }

    @SafeVarargs
    private static Set<String> union(List<String>... parts) {
        Set<String> all = new LinkedHashSet<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return Set.copyOf(all);
    }
}
