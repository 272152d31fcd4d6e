package eu.twintown.node.context;

import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.kernel.query.TemporalQuery;
import eu.twintown.node.http.ParameterNames;
import eu.twintown.node.http.Parameters;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a temporal request asks for (ETSI GS CIM 009 V1.9.1, tables 6.18.3.2-1 and 6.19.3.1-1, clause 6.3.12).
 *
 * @param query which part of the history
 * @param simplified whether values and times alone are wanted (clause 4.5.9)
 */
record TemporalParameters(TemporalQuery query, Representation representation, boolean simplified) {

    static final ParameterNames RETRIEVE = ParameterNames.of(
                    "attrs",
                    "datasetId",
                    "endTimeAt",
                    "format",
                    "lang",
                    "lastN",
                    "local",
                    "omit",
                    "options",
                    "pick",
                    "timeAt",
                    "timeproperty",
                    "timerel")
            .planned("aggrMethods", "aggrPeriodDuration", "entityMap", "entityMapLifetime");

    static final ParameterNames QUERY = RETRIEVE.and(
                    "coordinates",
                    "count",
                    "geometry",
                    "geoproperty",
                    "georel",
                    "id",
                    "idPattern",
                    "limit",
                    "offset",
                    "q",
                    "scopeQ",
                    "type")
            .planned(
                    "aggrMethods",
                    "aggrPeriodDuration",
                    "collation",
                    "csf",
                    "entityMap",
                    "entityMapLifetime",
                    "expandValues",
                    "jsonKeys",
                    "orderBy",
                    "splitEntities");

    private static final Set<String> FORMATS = Set.of("temporalValues", "aggregatedValues");
    private static final Set<String> OPTIONS = Set.of("temporalValues", "aggregatedValues", "sysAttrs");

    static TemporalParameters of(Parameters parameters, Context context) {
        Set<String> options = parameters.options(OPTIONS);
        Optional<String> format = parameters.format(FORMATS);
        boolean aggregated = format.map("aggregatedValues"::equals).orElse(options.contains("aggregatedValues"));
        if (aggregated) {
            throw new ProblemException(new Problem(
                    ProblemType.NOT_IMPLEMENTED,
                    "Aggregation over time is not supported yet",
                    Map.of("parameter", format.isPresent() ? "format" : "options")));
        }
        TemporalQuery query = TemporalQuery.parse(
                parameters.text("timerel"),
                parameters.text("timeAt"),
                parameters.text("endTimeAt"),
                parameters.text("timeproperty"),
                parameters.text("lastN"));
        return new TemporalParameters(
                query,
                Projection.temporal(parameters, context, options.contains("sysAttrs")),
                format.isPresent() || options.contains("temporalValues"));
    }

    /** A temporal query over several entities must say which time it is about (clause 5.7.4.4). */
    void requireTime() {
        if (query.relation().isEmpty()) {
            throw ProblemException.badParameter(
                    "timerel",
                    "A temporal query needs timerel and timeAt, such as timerel=after&timeAt=2026-01-01T00:00:00Z");
        }
    }
}
