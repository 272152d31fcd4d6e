package eu.twintown.node.federation;

import eu.twintown.kernel.entity.Entity;
import eu.twintown.kernel.geo.BoundingBox;
import eu.twintown.kernel.geo.Geometries;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.QExpression;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.node.federation.Registration.Information;
import eu.twintown.node.federation.Registration.Selector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request is after, in the terms in which registrations are matched (ETSI GS CIM 009 V1.9.1, clause 5.12).
 *
 * @param attributes expanded names from attrs, q and the geo query, of which one must be registered; empty = any
 */
record Interest(
        List<String> ids,
        Optional<Pattern> idPattern,
        Optional<TypeSelection> types,
        Set<String> attributes,
        Optional<GeoQuery> geo) {

    static Interest of(EntityFilter filter) {
        Set<String> attributes = new LinkedHashSet<>(filter.attributes());
        filter.q().ifPresent(q -> collect(q, attributes));
        filter.geo().ifPresent(geo -> attributes.add(geo.geoproperty()));
        return new Interest(filter.ids(), filter.idPattern(), filter.types(), attributes, filter.geo());
    }

    private static void collect(QExpression q, Set<String> into) {
        switch (q) {
            case QExpression.And and -> and.terms().forEach(term -> collect(term, into));
            case QExpression.Or or -> or.terms().forEach(term -> collect(term, into));
            case QExpression.Exists exists -> into.add(exists.path().attribute());
            case QExpression.Comparison comparison -> into.add(comparison.path().attribute());
            case QExpression.Match match -> into.add(match.path().attribute());
        }
    }

    /** The elements of a registration that match; none = the registration does not. */
    List<Information> matching(Registration registration) {
        if (registration.temporal() || !mayLieIn(registration)) {
            return List.of();
        }
        return registration.information().stream().filter(this::matches).toList();
    }

    private boolean matches(Information info) {
        boolean entities = info.entities().isEmpty() || info.entities().stream().anyMatch(this::matches);
        boolean names = attributes.isEmpty()
                || info.attributes().isEmpty()
                || attributes.stream().anyMatch(info.attributes()::contains);
        return entities && names;
    }

    boolean matches(Selector selector) {
        return matchesTypes(selector) && matchesId(selector);
    }

    private boolean matchesTypes(Selector selector) {
        return types.map(selection -> selection.test(new Entity("", selector.types(), Map.of())))
                .orElse(true);
    }

    private boolean matchesId(Selector selector) {
        if (!ids.isEmpty()) {
            return ids.stream().anyMatch(selector::admitsId);
        }
        if (idPattern.isPresent() && selector.id().isPresent()) {
            return idPattern.get().matcher(selector.id().get()).find();
        }
        return true;
    }

    /** Whether the registered area may hold what a geo query looks for; decided by boxes, so never wrongly refused. */
    private boolean mayLieIn(Registration registration) {
        if (geo.isEmpty()
                || registration.location().isEmpty()
                || !geo.get().geoproperty().equals(eu.twintown.kernel.entity.Representation.LOCATION)) {
            return true;
        }
        Optional<BoundingBox> asked = geo.get().candidates();
        Optional<BoundingBox> registered =
                Geometries.box(registration.location().get());
        return asked.isEmpty() || registered.isEmpty() || asked.get().intersects(registered.get());
    }
}
