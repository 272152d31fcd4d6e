package eu.twintown.kernel.query;

import eu.twintown.kernel.entity.Entity;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which entities a query asks for: all given parts must hold (ETSI GS CIM 009 V1.9.1, clause 5.7.2).
 *
 * @param ids entity ids, any of them; empty = any id
 * @param idPattern pattern that the id must match
 * @param types type selection (clause 4.17)
 * @param attributes expanded names of which the entity must have at least one; empty = no such condition
 * @param q query expression (clause 4.9)
 * @param geo geo query (clause 4.10)
 * @param scope scope query (clause 4.19)
 */
public record EntityFilter(
        List<String> ids,
        Optional<Pattern> idPattern,
        Optional<TypeSelection> types,
        List<String> attributes,
        Optional<QExpression> q,
        Optional<GeoQuery> geo,
        Optional<ScopeQuery> scope)
        implements Predicate<Entity> {

    public static final EntityFilter ALL = new EntityFilter(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    @Override
    public boolean test(Entity entity) {
        return (ids.isEmpty() || ids.contains(entity.id()))
                && idPattern.map(p -> BoundedText.find(p, entity.id())).orElse(true)
                && types.map(t -> t.test(entity)).orElse(true)
                && (attributes.isEmpty() || attributes.stream().anyMatch(entity.attributes()::containsKey))
                && scope.map(s -> s.test(entity)).orElse(true)
                && q.map(x -> x.test(entity)).orElse(true)
                && geo.map(g -> g.test(entity)).orElse(true);
    }
}
