package eu.twintown.node.context;

import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.query.EntityFilter;
import eu.twintown.kernel.query.GeoQuery;
import eu.twintown.kernel.query.QExpression;
import eu.twintown.kernel.query.ScopeQuery;
import eu.twintown.kernel.query.TypeSelection;
import eu.twintown.node.http.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads from query parameters which entities are asked for (ETSI GS CIM 009 V1.9.1, clause 5.7.2, table 6.4.3.2-1). */
public final class FilterReader {

    private static final int LONGEST_PATTERN = 500;

    private FilterReader() {}

    /** The filter that the parameters of a query by GET make, its names expanded. */
    public static EntityFilter query(Parameters parameters, Context context) {
        return new EntityFilter(
                parameters.uris("id"),
                idPattern(parameters),
                types(parameters, context),
                Projection.attributes(parameters, context),
                parameters.text("q").map(text -> QExpression.parse(text, context::expand)),
                geo(parameters, context),
                parameters.text("scopeQ").map(ScopeQuery::parse));
    }

    /** The filter of a retrieval by id: type and attrs narrow it down (table 6.5.3.1-1). */
    static EntityFilter retrieval(String id, Parameters parameters, Context context) {
        return new EntityFilter(
                List.of(id),
                Optional.empty(),
                types(parameters, context),
                Projection.attributes(parameters, context),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A query must narrow something down, or be local (clause 5.7.2.4).
     *
     * @throws ProblemException BadRequestData where it asks for everything
     */
    static void requireNarrow(EntityFilter filter, boolean local) {
        if (!local
                && filter.types().isEmpty()
                && filter.attributes().isEmpty()
                && filter.q().isEmpty()
                && filter.geo().isEmpty()) {
            throw ProblemException.badParameter(
                    "type", "The query is too wide: give at least one of type, attrs, q, georel, or local=true");
        }
    }

    static Optional<TypeSelection> types(Parameters parameters, Context context) {
        return parameters
                .text("type")
                .filter(text -> !text.equals("*"))
                .map(text -> TypeSelection.parse(text, context::expand));
    }

    /** {@code type=*} asks for every type, and means local scope (table 6.4.3.2-1). */
    static boolean local(Parameters parameters) {
        boolean local = parameters.flag("local");
        if (!parameters.text("type").orElse("").equals("*")) {
            return local;
        }
        if (parameters.has("local") && !local) {
            throw ProblemException.badParameter(
                    "local", "type=* is possible only in local scope; leave out local=false");
        }
        return true;
    }

    private static Optional<Pattern> idPattern(Parameters parameters) {
        return parameters.text("idPattern").map(text -> {
            if (text.length() > LONGEST_PATTERN) {
                throw ProblemException.badParameter(
                        "idPattern", "The pattern has more than " + LONGEST_PATTERN + " characters");
            }
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw ProblemException.badParameter(
                        "idPattern",
                        "'" + text + "' is not a regular expression, at position " + e.getIndex() + ": "
                                + e.getDescription());
            }
        });
    }

    private static Optional<GeoQuery> geo(Parameters parameters, Context context) {
        Optional<String> georel = parameters.text("georel");
        Optional<String> geometry = parameters.text("geometry");
        Optional<String> coordinates = parameters.text("coordinates");
        if (georel.isEmpty() && geometry.isEmpty() && coordinates.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(GeoQuery.parse(
                present(georel, "georel"),
                present(geometry, "geometry"),
                present(coordinates, "coordinates"),
                parameters.text("geoproperty").map(context::expand).orElse(Representation.LOCATION)));
    }

    private static String present(Optional<String> value, String parameter) {
        return value.orElseThrow(() -> ProblemException.badParameter(
                parameter, "'" + parameter + "' is missing; georel, geometry and coordinates go together"));
    }
}
