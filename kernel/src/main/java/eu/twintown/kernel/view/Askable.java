package eu.twintown.kernel.view;

import eu.twintown.kernel.query.AttributePath;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.QExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes out of a filter what nothing can match that may be seen: conditions on attributes that no part shows. The answer is
 * the same without them; but neither the time it takes nor the way to it then depends on what is hidden.
 */
final class Askable {
    private static final String NGSI_LD = "https://uri.etsi.org/ngsi-ld/";

    /** Members of an entity that are asked for like attributes. */
    private static final Set<String> MEMBERS =
            Set.of(NGSI_LD + "createdAt", NGSI_LD + "modifiedAt", NGSI_LD + "expiresAt");

    private final List<Part> parts;

    Askable(List<Part> parts) {
        this.parts = parts;
    }

    /** Empty where nothing can match. */
    Optional<EntityFilter> filter(EntityFilter filter) {
        List<String> attributes =
                filter.attributes().stream().filter(this::isShown).toList();
        boolean none = !filter.attributes().isEmpty() && attributes.isEmpty()
                || filter.geo().filter(geo -> !isShown(geo.geoproperty())).isPresent();
        Optional<QExpression> q = filter.q().flatMap(this::expression);
        return none || filter.q().isPresent() && q.isEmpty()
                ? Optional.empty()
                : Optional.of(new EntityFilter(
                        filter.ids(), filter.idPattern(), filter.types(), attributes, q, filter.geo(), filter.scope()));
    }

    private Optional<QExpression> expression(QExpression q) {
        return switch (q) {
            case QExpression.And and -> {
                List<QExpression> terms = each(and.terms());
                yield terms.size() == and.terms().size() ? Optional.of(new QExpression.And(terms)) : Optional.empty();
            }
            case QExpression.Or or -> {
                List<QExpression> terms = each(or.terms());
                yield terms.isEmpty() ? Optional.empty() : Optional.of(new QExpression.Or(terms));
            }
            case QExpression.Exists exists -> shown(exists, exists.path());
            case QExpression.Comparison comparison -> shown(comparison, comparison.path());
            case QExpression.Match match -> shown(match, match.path());
        };
    }

    private List<QExpression> each(List<QExpression> terms) {
        List<QExpression> left = new ArrayList<>();
        terms.forEach(term -> expression(term).ifPresent(left::add));
        return left;
    }

    private Optional<QExpression> shown(QExpression term, AttributePath path) {
        return isShown(path.attribute()) || MEMBERS.contains(path.attribute()) ? Optional.of(term) : Optional.empty();
    }

    private boolean isShown(String attribute) {
        return parts.stream().anyMatch(part -> part.attributes().admits(attribute));
    }
}
