package eu.twintown.node.federation;

import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.node.context.ReadRequest;
import eu.twintown.node.federation.Registration.Information;
import eu.twintown.node.federation.Registration.Selector;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Turns a request into what is asked of a source. Types, ids and attribute names go out as IRIs, which every context
 * leaves alone. A q expression cannot (IRIs have dots in them), so it goes out in the caller's own words with the
 * caller's context, or not at all: then the filter is applied here. Entities are asked for whole, so that they can be
 * merged and checked; what the caller wants to see of them is cut out afterwards.
 */
final class ForwardPlan {
    /** The key of contextSourceInfo that fixes the context for a source (clause 4.3.6.6). */
    static final String JSONLD_CONTEXT = "jsonldContext";

    private final ReadRequest request;
    private final Interest interest;

    ForwardPlan(ReadRequest request) {
        this.request = request;
        this.interest = Interest.of(request.filter());
    }

    /** Empty where the registration does not match. */
    Optional<Forward> of(Registration registration) {
        List<Information> matching = interest.matching(registration);
        if (matching.isEmpty()) {
            return Optional.empty();
        }
        EntityFilter filter = request.filter();
        Map<String, String> parameters = new LinkedHashMap<>();
        List<Selector> selectors = selectors(matching);
        types(filter, selectors).ifPresent(types -> parameters.put("type", types));
        putIds(filter, selectors, parameters);
        boolean reduced = putAttributes(filter, matching, parameters);
        Optional<String> contextUrl = Optional.ofNullable(
                        registration.contextSourceInfo().get(JSONLD_CONTEXT))
                .or(request::contextUrl);
        boolean pushed = putQ(filter, registration, parameters);
        filter.geo().ifPresent(geo -> {
            for (String name : List.of("georel", "geometry", "coordinates")) {
                String value = request.parameters().get(name);
                if (value != null) {
                    parameters.put(name, value);
                }
            }
            if (parameters.containsKey("georel")) {
                parameters.put("geoproperty", geo.geoproperty());
            }
        });
        filter.scope().ifPresent(scope -> parameters.put("scopeQ", scope.toString()));
        parameters.put("options", "sysAttrs");
        if (registration.localOnly()) {
            parameters.put("local", "true");
        }
        return Optional.of(new Forward(registration, parameters, contextUrl, !reduced || !pushed));
    }

    /** The selectors that match; none where any entity is registered. */
    private List<Selector> selectors(List<Information> matching) {
        if (matching.stream().anyMatch(info -> info.entities().isEmpty())) {
            return List.of();
        }
        return matching.stream()
                .flatMap(info -> info.entities().stream())
                .filter(interest::matches)
                .toList();
    }

    private static Optional<String> types(EntityFilter filter, List<Selector> selectors) {
        boolean anyType = filter.types().map(t -> t.alternatives().isEmpty()).orElse(true);
        if (selectors.isEmpty()) {
            return anyType ? Optional.empty() : filter.types().map(types -> types.print(UnaryOperator.identity()));
        }
        if (anyType) {
            Set<String> registered = new LinkedHashSet<>();
            selectors.forEach(selector -> registered.addAll(selector.types()));
            return Optional.of(String.join(",", registered));
        }
        List<List<String>> alternatives = filter.types().orElse(TypeSelection.ANY).alternatives().stream()
                .filter(all -> selectors.stream().anyMatch(s -> s.types().containsAll(all)))
                .toList();
        return Optional.of(new TypeSelection(alternatives).print(UnaryOperator.identity()));
    }

    private static void putIds(EntityFilter filter, List<Selector> selectors, Map<String, String> parameters) {
        boolean byId = !selectors.isEmpty() && selectors.stream().allMatch(s -> s.id().isPresent());
        if (!filter.ids().isEmpty()) {
            List<String> ids = filter.ids().stream()
                    .filter(id -> selectors.isEmpty() || selectors.stream().anyMatch(s -> s.admitsId(id)))
                    .toList();
            parameters.put("id", String.join(",", ids));
        } else if (byId) {
            parameters.put(
                    "id",
                    String.join(
                            ",",
                            selectors.stream()
                                    .flatMap(s -> s.id().stream())
                                    .distinct()
                                    .toList()));
        }
        if (filter.idPattern().isPresent()) {
            parameters.put("idPattern", filter.idPattern().get().pattern());
        } else if (selectors.size() == 1 && selectors.getFirst().id().isEmpty()) {
            selectors.getFirst().idPattern().ifPresent(pattern -> parameters.put("idPattern", pattern.pattern()));
        }
    }

    /** Puts {@code attrs} where the request or the registration is about some only; true where entities get reduced. */
    private static boolean putAttributes(
            EntityFilter filter, List<Information> matching, Map<String, String> parameters) {
        Set<String> attributes = new LinkedHashSet<>();
        if (matching.stream().noneMatch(info -> info.attributes().isEmpty())) {
            matching.forEach(info -> attributes.addAll(info.attributes()));
        }
        if (attributes.isEmpty()) {
            attributes.addAll(filter.attributes());
        } else if (filter.attributes().stream().anyMatch(attributes::contains)) {
            attributes.retainAll(Set.copyOf(filter.attributes()));
        }
        if (attributes.isEmpty()) {
            return false;
        }
        parameters.put("attrs", String.join(",", attributes));
        return true;
    }

    /** Puts {@code q} where it can be said in a context that the source can have; false where it could not. */
    private boolean putQ(EntityFilter filter, Registration registration, Map<String, String> parameters) {
        if (filter.q().isEmpty()) {
            return true;
        }
        String text = request.parameters().get("q");
        boolean speakable = request.contextUrl().isPresent()
                || request.context().source().equals(Context.core().source());
        if (text == null || !speakable || registration.contextSourceInfo().containsKey(JSONLD_CONTEXT)) {
            return false;
        }
        parameters.put("q", text);
        return true;
    }
}
