package eu.twintown.node.context;

import eu.twintown.kernel.entity.Representation;
import eu.twintown.kernel.entity.Representation.Format;
import eu.twintown.kernel.jsonld.Context;
import eu.twintown.kernel.problem.Problem;
import eu.twintown.kernel.problem.ProblemException;
import eu.twintown.kernel.problem.ProblemType;
import eu.twintown.node.http.MediaType;
import eu.twintown.node.http.Parameters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads from query parameters how entities are to be represented (ETSI GS CIM 009 V1.9.1, clauses 4.21, 6.3.7, 6.3.11). */
final class Projection {

    private static final Set<String> OPTIONS = Set.of("normalized", "concise", "simplified", "keyValues", "sysAttrs");
    private static final Set<String> FORMATS = Set.of("normalized", "concise", "simplified", "keyValues");
    private static final Set<String> MEMBERS = Set.of("id", "type", "scope");

    private Projection() {}

    static Representation of(Parameters parameters, Context context, MediaType type) {
        if (parameters.asMap().isEmpty() && type != MediaType.GEO_JSON) {
            return Representation.NORMALIZED;
        }
        if (parameters.has("geometryProperty") && type != MediaType.GEO_JSON) {
            throw ProblemException.badParameter(
                    "geometryProperty", "geometryProperty goes only with Accept: application/geo+json");
        }
        Set<String> options = parameters.options(OPTIONS);
        Format format = format(parameters, options);
        boolean geo = type == MediaType.GEO_JSON;
        return new Representation(
                geo ? Format.GEOJSON : format,
                geo ? format : Format.NORMALIZED,
                options.contains("sysAttrs"),
                pick(parameters, context),
                members("omit", parameters, context),
                parameters.text("lang").orElse(null),
                datasetIds(parameters),
                parameters.text("geometryProperty").map(context::expand).orElse(Representation.LOCATION));
    }

    /** As for entities, always normalised; the choice of instances by datasetId is made on the history. */
    static Representation temporal(Parameters parameters, Context context, boolean sysAttrs) {
        return new Representation(
                Format.NORMALIZED,
                Format.NORMALIZED,
                sysAttrs,
                pick(parameters, context),
                members("omit", parameters, context),
                parameters.text("lang").orElse(null),
                datasetIds(parameters),
                Representation.LOCATION);
    }

    /** {@code format} goes before {@code options} (table 6.3.7-1). */
    private static Format format(Parameters parameters, Set<String> options) {
        Optional<String> named = parameters.format(FORMATS);
        if (named.isPresent()) {
            return format(named.get());
        }
        List<Format> formats = options.stream()
                .filter(FORMATS::contains)
                .map(Projection::format)
                .distinct()
                .toList();
        if (formats.size() > 1) {
            throw new ProblemException(new Problem(
                    ProblemType.INVALID_REQUEST,
                    "The options name more than one representation; name one",
                    Map.of("parameter", "options")));
        }
        return formats.isEmpty() ? Format.NORMALIZED : formats.getFirst();
    }

    private static Format format(String keyword) {
        return switch (keyword) {
            case "concise" -> Format.CONCISE;
            case "simplified", "keyValues" -> Format.SIMPLIFIED;
            default -> Format.NORMALIZED;
        };
    }

    /** The deprecated {@code attrs} picks attributes, and leaves the entity's own members in place. */
    private static Set<String> pick(Parameters parameters, Context context) {
        if (!parameters.has("attrs")) {
            return members("pick", parameters, context);
        }
        if (parameters.has("pick")) {
            throw ProblemException.badParameter("attrs", "attrs and pick cannot go together; use pick (and q)");
        }
        Set<String> names = new LinkedHashSet<>(MEMBERS);
        names.addAll(attributes(parameters, context));
        return names;
    }

    /** The expanded names in {@code attrs}. */
    static List<String> attributes(Parameters parameters, Context context) {
        return parameters.list("attrs").stream()
                .map(name -> context.expand(requireName(name, "attrs")))
                .toList();
    }

    private static Set<String> members(String parameter, Parameters parameters, Context context) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : parameters.list(parameter)) {
            if (name.indexOf('{') >= 0) {
                throw new ProblemException(new Problem(
                        ProblemType.NOT_IMPLEMENTED,
                        "Projection of linked entities ('" + name + "') is not supported yet",
                        Map.of("parameter", parameter)));
            }
            names.add(MEMBERS.contains(name) ? name : context.expand(requireName(name, parameter)));
        }
        return names;
    }

    /** Names must not hold what could not stand in an IRI or a term (clause 4.6.2). */
    static String requireName(String name, String parameter) {
        for (int i = 0; i < name.length(); i++) {
            if ("<>\"'=;()".indexOf(name.charAt(i)) >= 0 || Character.isWhitespace(name.charAt(i))) {
                throw ProblemException.badParameter(
                        parameter,
                        "'" + name + "' in '" + parameter + "' is not a name: '" + name.charAt(i)
                                + "' cannot stand at position " + i);
            }
        }
        return name;
    }

    private static Set<String> datasetIds(Parameters parameters) {
        Set<String> ids = new LinkedHashSet<>(parameters.list("datasetId"));
        ids.stream().filter(id -> !id.equals("@none")).forEach(id -> Parameters.requireUri(id, "datasetId"));
        return ids;
    }
}
